using System.Runtime.InteropServices;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds the word pairs that one account repeats near the ends of its prompts. They remain of a framing whose words vary from call to call.
/// </summary>
internal static class WordPairs
{
    // Fewest different prompts with the pair. Two may agree by chance.
    private const int MinPrompts = 3;

    // Fewest prompts with the pair, as a share of all. A framing in one of eight calls, with a pair that survives in one of four of these, gives 3 %.
    private const double MinShare = 0.02;

    /// <summary>
    /// Returns the hashes of the pairs that occur in at least three different prompts and in 2 % of all, ascending. Of too many, the <paramref
    /// name="limit"/> smallest. Valid until the scratch is used again.
    /// </summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="prompts">Index of the first call of each prompt, see <see cref="DistinctPrompts"/>.</param>
    /// <param name="limit">Most pairs that are returned.</param>
    /// <param name="scratch">Reusable tables.</param>
    public static ReadOnlySpan<uint> Find(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, int limit, Scratch scratch)
    {
        // Most pairs occur in one prompt only. A sketch tells which ones are worth counting.
        var seen = scratch.Seen;
        seen.Clear((long)prompts.Length * PromptFeatures.PairCount);
        foreach (var prompt in prompts)
        {
            ref readonly var pairs = ref calls[prompt].PromptInPlace.Pairs;
            for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
            {
                seen.See(pairs[i]);
            }
        }

        var counts = scratch.Counts;
        counts.Clear();
        foreach (var prompt in prompts)
        {
            ref readonly var pairs = ref calls[prompt].PromptInPlace.Pairs;
            uint before = 0;
            for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
            {
                // Equal neighbours count once: both ends of a prompt may have the same pair.
                if (pairs[i] != before && seen.WasSeen(before = pairs[i], MinPrompts))
                {
                    counts.Add(before)++;
                }
            }
        }

        var least = Math.Max(MinPrompts, (int)Math.Ceiling(MinShare * prompts.Length));
        var found = scratch.Found;
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

    /// <summary>Reusable tables to count word pairs.</summary>
    public sealed class Scratch
    {
        internal CountSketch Seen { get; } = new();

        internal KeyCounts Counts { get; } = new();

        internal List<uint> Found { get; } = [];
    }
}
