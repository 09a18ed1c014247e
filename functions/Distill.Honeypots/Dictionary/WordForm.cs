namespace Distill.Honeypots.Dictionary;

/// <summary>One form of a pair of words, as it is found in a text.</summary>
internal sealed class WordForm
{
    private static readonly ulong s_a = WordHash.Of("a");
    private static readonly ulong s_an = WordHash.Of("an");

    private readonly ulong[] _words;
    private readonly Guard _guard;
    private readonly string _other;
    private readonly string _otherAtStart;

    // Whether "a" or "an" before one form also fits the other.
    private readonly bool _sounds;

    public WordForm(MarkPair pair, bool form, string text, string other, Guard guard, FormStems stems)
    {
        (Pair, Form, _guard, Stems) = (pair, form, guard, stems);
        _otherAtStart = char.ToUpperInvariant(other[0]) + other[1..];
        _other = other.StartsWith("i ", StringComparison.Ordinal) ? _otherAtStart : other;
        _words = [.. text.Split(' ').Select(w => WordHash.Of(w))];
        _sounds = Sound(text) is var sound and not ' ' && sound == Sound(other);
        var others = other.Split(' ');
        (OtherFirst, OtherLast) = (WordHash.Of(others[0]), WordHash.Of(others[^1]));
        Unit = WordHash.Of(pair.Name);
    }

    public MarkPair Pair { get; }

    public bool Form { get; }

    public int Length => _words.Length;

    public ulong First => _words[0];

    /// <summary>The first word of the other form.</summary>
    public ulong OtherFirst { get; }

    /// <summary>The last word of the other form.</summary>
    public ulong OtherLast { get; }

    public FormStems Stems { get; }

    /// <summary>Whether its words must not stand in the sentence before or behind. A convention has the same form there, so its words may.</summary>
    public bool HeedsNeighbours => Pair.Convention < 0 && Stems.Apart.Count > 0;

    /// <summary>What tokens after the site see of the site.</summary>
    public ulong Unit { get; }

    public string Other(bool capital) => capital ? _otherAtStart : _other;

    /// <summary>Returns whether the form stands at token <paramref name="at"/> and may be changed there.</summary>
    public bool StandsAt(ReadOnlySpan<Token> tokens, int at)
    {
        var end = at + _words.Length;
        return IsWritten(tokens, at)
            && tokens[at].Before != Gap.Hyphen
            && !(end < tokens.Length && tokens[end].Before == Gap.Hyphen)
            && (_sounds || at == 0 || !IsArticle(tokens[at - 1]))
            && _guard.Allows(tokens, at, end);
    }

    /// <summary>Returns whether the form's words stand at token <paramref name="at"/>. Its first word has been found there.</summary>
    public bool IsWritten(ReadOnlySpan<Token> tokens, int at)
    {
        if (at + _words.Length > tokens.Length || tokens[at].Opaque)
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

        return true;
    }

    private static bool IsArticle(in Token token) => token.Hash == s_a || token.Hash == s_an;

    // What an article before the word depends on: whether it begins with a vowel. A space where the letter does not tell: "hour", "union".
    private static char Sound(string word) =>
        word[0] switch
        {
            'a' or 'i' => 'v',
            'e' when !word.StartsWith("eu", StringComparison.Ordinal) => 'v',
            'o' when !word.StartsWith("one", StringComparison.Ordinal) => 'v',
            'e' or 'o' or 'u' or 'h' => ' ',
            _ => 'c',
        };
}
