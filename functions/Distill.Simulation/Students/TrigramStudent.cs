using System.Text;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// An interpolated trigram model (Jelinek and Mercer 1980) that learns texts and writes new ones. The trigram decides with a chance of .6. Otherwise
/// the bigram does with .97 and the unigram with .03. Like a language model it learns wording by imitation, but it learns nothing else and is far
/// simpler than today's models.
/// </summary>
public sealed class TrigramStudent
{
    private const double Trigram = .6;
    private const double Bigram = .97;
    private const int End = 0;
    private const int Unknown = -1;

    // Sightings that a token without any counts as, so that no text is impossible.
    private const double Unseen = 0.5;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal) { [""] = End };
    private readonly List<string> _tokens = [""];
    private readonly List<int> _unigrams = [];
    private readonly Dictionary<int, int> _counts = [];
    private readonly Dictionary<int, List<int>> _afterOne = [];
    private readonly Dictionary<(int, int), List<int>> _afterTwo = [];

    /// <summary>How many tokens it has learned, the ends of texts included.</summary>
    public int Learnt => _unigrams.Count;

    public void Learn(string text)
    {
        var (first, second) = (End, End);
        foreach (var token in StudentTokens.Of(text).Append(""))
        {
            if (!_ids.TryGetValue(token, out var id))
            {
                _ids[token] = id = _tokens.Count;
                _tokens.Add(token);
            }

            _unigrams.Add(id);
            _counts[id] = _counts.GetValueOrDefault(id) + 1;
            Followers(_afterOne, second).Add(id);
            Followers(_afterTwo, (first, second)).Add(id);
            (first, second) = (second, id);
        }
    }

    /// <summary>Writes texts of this many tokens in all. The last text is cut off when the tokens are used up.</summary>
    /// <exception cref="InvalidOperationException">It has learnt nothing.</exception>
    public IEnumerable<string> Write(int tokens, ulong seed)
    {
        if (_unigrams.Count == 0)
        {
            throw new InvalidOperationException("A student that has learnt nothing writes nothing.");
        }

        var rng = Rng.Of(seed, 0x57d1);
        var text = new List<string>();
        for (var (first, second) = (End, End); tokens > 0; )
        {
            var next = Next(first, second, ref rng);
            (first, second) = next == End ? (End, End) : (second, next);
            if (next != End)
            {
                text.Add(_tokens[next]);
                tokens--;
            }

            if ((next == End || tokens == 0) && text.Count > 0)
            {
                yield return string.Concat(text);
                text.Clear();
            }
        }
    }

    /// <summary>
    /// Continues a text by this many tokens, or fewer if the text ends before. Returns the continuation. Words that it never learned tell it nothing.
    /// </summary>
    public string Continue(string beginning, int tokens, ulong seed)
    {
        var (rng, text) = (Rng.Of(seed, 0xc017), new StringBuilder());
        var (first, second) = LastTwo(beginning);
        for (int next; tokens > 0 && (next = Next(first, second, ref rng)) != End; tokens--)
        {
            text.Append(_tokens[next]);
            (first, second) = (second, next);
        }

        return text.ToString();
    }

    /// <summary>Returns ln of the chance that the beginning goes on with this text, by the same rule as <see cref="Continue"/>.</summary>
    public double LogProbability(string beginning, string text)
    {
        var (sum, (first, second)) = (0.0, LastTwo(beginning));
        foreach (var token in StudentTokens.Of(text))
        {
            var next = _ids.GetValueOrDefault(token, Unknown);
            var (three, two) = (Share(_afterTwo.GetValueOrDefault((first, second)), next), Share(_afterOne.GetValueOrDefault(second), next));
            var one = Math.Max(_counts.GetValueOrDefault(next), Unseen) / _unigrams.Count;
            var shorter = two is { } bigram ? (Bigram * bigram) + ((1 - Bigram) * one) : one;
            sum += Math.Log(three is { } trigram ? (Trigram * trigram) + ((1 - Trigram) * shorter) : shorter);
            (first, second) = (second, next);
        }

        return sum;
    }

    private (int First, int Second) LastTwo(string beginning)
    {
        var (first, second) = (End, End);
        foreach (var token in StudentTokens.Of(beginning))
        {
            (first, second) = (second, _ids.GetValueOrDefault(token, Unknown));
        }

        return (first, second);
    }

    private static double? Share(List<int>? followers, int next) =>
        followers is null ? null : (double)followers.Count(f => f == next) / followers.Count;

    private int Next(int first, int second, ref Rng rng)
    {
        if (rng.Chance(Trigram) && _afterTwo.TryGetValue((first, second), out var seen))
        {
            return seen[rng.Below(seen.Count)];
        }

        if (rng.Chance(Bigram) && _afterOne.TryGetValue(second, out seen))
        {
            return seen[rng.Below(seen.Count)];
        }

        return _unigrams[rng.Below(_unigrams.Count)];
    }

    private static List<int> Followers<T>(Dictionary<T, List<int>> after, T context)
        where T : notnull
    {
        if (!after.TryGetValue(context, out var followers))
        {
            after[context] = followers = [];
        }

        return followers;
    }
}
