using System.Runtime.InteropServices;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds the word pairs that one account repeats near the ends of its prompts: what is left of a framing whose words vary from call to call.
/// </summary>
internal static class WordPairs
{
    private const int MinPrompts = 3;

    // Of a framing that is one in eight of the calls, a pair that survives in one call of four.
    private const double MinShare = 0.02;

    [ThreadStatic]
    private static CountSketch? t_seen;

    [ThreadStatic]
    private static KeyCounts? t_counts;

    [ThreadStatic]
    private static List<uint>? t_found;

    /// <summary>
    /// Hashes of the pairs that stand in three or more different prompts and in one of fifty, in order; the <paramref name="limit"/> smallest. Good
    /// until the thread's next ask.
    /// </summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="prompts">The first call of each prompt, see <see cref="DistinctPrompts"/>.</param>
    /// <param name="limit">Most pairs.</param>
    public static ReadOnlySpan<uint> Find(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, int limit)
    {
        // Most pairs stand in one prompt alone: a sketch tells which are worth a count.
        var seen = t_seen ??= new CountSketch();
        seen.Clear((long)prompts.Length * PromptFeatures.PairCount);
        foreach (var prompt in prompts)
        {
            ref readonly var pairs = ref calls[prompt].PromptInPlace.Pairs;
            for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
            {
                seen.See(pairs[i]);
            }
        }

        var counts = t_counts ??= new KeyCounts();
        counts.Clear();
        foreach (var prompt in prompts)
        {
            ref readonly var pairs = ref calls[prompt].PromptInPlace.Pairs;
            uint before = 0;
            for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
            {
                // Both ends of a prompt may have the same pair.
                if (pairs[i] != before && seen.WasSeen(before = pairs[i], MinPrompts))
                {
                    counts.Add(before)++;
                }
            }
        }

        var least = Math.Max(MinPrompts, (int)Math.Ceiling(MinShare * prompts.Length));
        var found = t_found ??= [];
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
