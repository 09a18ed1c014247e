using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds the word pairs that one account repeats near the ends of its prompts: what is left of a framing whose words vary from call to call.</summary>
internal static class WordPairs
{
    private const int MinPrompts = 3;

    // Of a template that is one in eight of the calls, a pair that survives in one call of four.
    private const double MinShare = 0.02;

    [ThreadStatic]
    private static KeyCounts? s_counts;

    [ThreadStatic]
    private static List<uint>? s_found;

    /// <summary>Hashes of the pairs that stand in three or more different prompts and in one of fifty, in order; the <paramref name="limit"/> smallest. Good until the thread's next ask.</summary>
    public static ReadOnlySpan<uint> Find(ReadOnlySpan<ApiCall> calls, int limit)
    {
        var counts = s_counts ??= new KeyCounts();
        counts.Clear();
        var prompts = DistinctPrompts.Of(calls);
        foreach (var prompt in prompts)
        {
            ref readonly var pairs = ref calls[prompt].PromptInPlace.Pairs;
            uint before = 0;
            for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
            {
                // Both ends of a prompt may have the same pair.
                if (pairs[i] != before)
                {
                    counts.Add(before = pairs[i])++;
                }
            }
        }

        var least = Math.Max(MinPrompts, (int)Math.Ceiling(MinShare * prompts.Length));
        var found = s_found ??= [];
        found.Clear();
        for (var i = 0; i < counts.Count; i++)
        {
            var (pair, count) = counts.At(i);
            if (count >= least)
            {
                found.Add((uint)pair);
            }
        }

        found.Sort();
        return CollectionsMarshal.AsSpan(found)[..Math.Min(limit, found.Count)];
    }
}
