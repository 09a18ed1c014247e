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
    // Two prompts may agree by chance.
    private const int MinPrompts = 3;

    // Of a framing that is one in eight of the calls, a pair that survives in one call of four.
    private const double MinShare = 0.02;

    /// <summary>
    /// Hashes of the pairs that stand in three or more different prompts and in one of fifty, in order; the <paramref name="limit"/> smallest. Good
    /// until the scratch is used again.
    /// </summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="prompts">The first call of each prompt, see <see cref="DistinctPrompts"/>.</param>
    /// <param name="limit">Most pairs.</param>
    /// <param name="scratch">Room to count in.</param>
    public static ReadOnlySpan<uint> Find(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, int limit, Scratch scratch)
    {
        // Most pairs stand in one prompt alone: a sketch tells which are worth a count.
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
                // Both ends of a prompt may have the same pair.
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

    /// <summary>Room to count word pairs in.</summary>
    public sealed class Scratch
    {
        internal CountSketch Seen { get; } = new();

        internal KeyCounts Counts { get; } = new();

        internal List<uint> Found { get; } = [];
    }
}
