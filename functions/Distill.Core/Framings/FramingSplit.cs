using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Splits a community of word pairs into framings.</summary>
/// <remarks>
/// Pairs of one framing occur in the same calls, pairs of two framings never do. The calls of the accounts that repeat the pairs are pooled. The
/// most frequent pair names a framing, and the pairs that go with it belong to it. Sentences that two framings have in common merge them; they
/// never split one.
/// </remarks>
internal sealed class FramingSplit
{
    /// <summary>Fewest pairs that a framing has, and that a call of it must carry.</summary>
    public const int Needed = 2;

    // Share of a pair's calls that must also carry the framing's most frequent pair, so that the pair belongs to the framing. Each pair survives in
    // only a part of the framing's calls. Pairs of different framings never share a call.
    private const double MinTogether = 0.1;

    // Smallest share of the pooled calls that a framing has. Below this it is only a phrase.
    private const double MinFramingShare = 0.02;

    private readonly FramingKey[] _pairs;

    // Index of each pair, plus 1, by its key.
    private readonly KeyCounts _places = new();

    // How many calls have a pair, and how many have any two.
    private readonly int[] _calls,
        _together;
    private int _pooled;

    /// <param name="pairs">The pairs of the community, sorted.</param>
    public FramingSplit(FramingKey[] pairs)
    {
        (_pairs, _calls, _together) = (pairs, new int[pairs.Length], new int[pairs.Length * pairs.Length]);
        for (var i = 0; i < pairs.Length; i++)
        {
            _places.Add(pairs[i].Value) = i + 1;
        }
    }

    /// <summary>Counts the calls of an account that repeats the pairs. Safe for any number of threads.</summary>
    public void Add(AccountHistory account)
    {
        Span<int> seen = stackalloc int[PromptFeatures.PairCount];
        using var buffer = Scratch.Rent<CallBuffer>();
        var prompts = new PromptEnumerator(account, buffer.Value);
        lock (_places)
        {
            while (prompts.MoveNext())
            {
                ref readonly var pairs = ref prompts.Prompt.Pairs;
                var count = 0;
                for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
                {
                    if (_places[FramingKey.OfPair(pairs[i]).Value] is > 0 and var place)
                    {
                        seen[count++] = place - 1;
                    }
                }

                _pooled++;
                foreach (var a in seen[..count])
                {
                    _calls[a]++;
                    foreach (var b in seen[..count])
                    {
                        _together[(a * _pairs.Length) + b]++;
                    }
                }
            }
        }
    }

    /// <summary>Returns the framings, ordered by key.</summary>
    public IReadOnlyList<Framing> Framings()
    {
        var framings = new List<Framing>();
        var free = Enumerable.Range(0, _pairs.Length).OrderByDescending(f => _calls[f]).ThenBy(f => f).ToList();
        while (free.Count > 0)
        {
            var first = free[0];
            var own = free.Where(f => f == first || _together[(first * _pairs.Length) + f] >= MinTogether * _calls[f]).ToArray();
            free.RemoveAll(own.Contains);
            if (own.Length >= Needed && _calls[first] >= MinFramingShare * _pooled)
            {
                framings.Add(new Framing(_pairs[first], [.. own.Select(f => _pairs[f])], Needed));
            }
        }

        return [.. framings.OrderBy(t => t.Key)];
    }
}
