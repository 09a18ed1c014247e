namespace Distill.Honeypots.Dictionary;

/// <summary>One form of a pair of words, as it is found in a text.</summary>
internal sealed class WordForm
{
    private readonly ulong[] _words;
    private readonly Guard _guard;
    private readonly string _other;
    private readonly string _otherAtStart;

    public WordForm(MarkPair pair, bool form, string text, string other, Guard guard)
    {
        (Pair, Form, _guard) = (pair, form, guard);
        _otherAtStart = char.ToUpperInvariant(other[0]) + other[1..];
        _other = other.StartsWith("i ", StringComparison.Ordinal) ? _otherAtStart : other;
        _words = [.. text.Split(' ').Select(w => WordHash.Of(w))];
        Unit = WordHash.Of(pair.Name);
    }

    public MarkPair Pair { get; }

    public bool Form { get; }

    public int Length => _words.Length;

    public ulong First => _words[0];

    /// <summary>What tokens after the site see of the site.</summary>
    public ulong Unit { get; }

    public string Other(bool capital) => capital ? _otherAtStart : _other;

    /// <summary>Returns whether the form stands at token <paramref name="at"/> and may be changed there.</summary>
    public bool StandsAt(ReadOnlySpan<Token> tokens, int at)
    {
        var end = at + _words.Length;
        if (end > tokens.Length || tokens[at].Opaque || tokens[at].Before is Gap.Hyphen || (end < tokens.Length && tokens[end].Before == Gap.Hyphen))
        {
            return false;
        }

        for (var i = 1; i < _words.Length; i++)
        {
            ref readonly var token = ref tokens[at + i];
            if (token.Hash != _words[i] || token.Before != Gap.Space || token.Opaque || token.Capital)
            {
                return false;
            }
        }

        return _guard.Allows(tokens, at, end);
    }
}
