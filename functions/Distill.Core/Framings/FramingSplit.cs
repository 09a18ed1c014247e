using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Takes a community of word pairs apart into framings.</summary>
/// <remarks>
/// Pairs of one framing stand in the same calls, pairs of two framings never do: among the pooled calls of the accounts that repeat them the most
/// frequent pair names a framing, and those that go with it are its own. Sentences that framings have in common make two of them one, never one two.
/// </remarks>
internal sealed class FramingSplit
{
    /// <summary>Pairs that a framing has, and that a call of it must carry, at least.</summary>
    public const int Needed = 2;

    // A pair stands in the calls of its framing's most frequent pair as often as that pair survives; in other calls never.
    private const double MinTogether = 0.1;

    // Share of the pooled calls that a framing has: less is a phrase.
    private const double MinFramingShare = 0.02;

    private readonly FramingKey[] _pairs;
    private readonly KeyCounts _places = new();

    // How many calls have a pair, and how many any two.
    private readonly int[] _calls,
        _together;
    private int _pooled;

    /// <param name="pairs">The community, in order.</param>
    public FramingSplit(FramingKey[] pairs)
    {
        (_pairs, _calls, _together) = (pairs, new int[pairs.Length], new int[pairs.Length * pairs.Length]);
        for (var i = 0; i < pairs.Length; i++)
        {
            _places.Add(pairs[i].Value) = i + 1;
        }
    }

    /// <summary>Counts the calls of an account that repeats the pairs. Any number of threads.</summary>
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

    /// <summary>The framings, in order.</summary>
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
