using System.Runtime.InteropServices;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds the framings that one account repeats: the longest run of first (or last) words that several of its different prompts have in common. A
/// prompt that is sent again as a whole is no framing.
/// </summary>
/// <remarks>
/// On real framings (the T0 framings in Self-Instruct's data), equal hashes of first or last words find 73 % of the pairs with the same framing.
/// Similarity of whole prompts finds 7 %. The best length is the longest one that still repeats.
/// </remarks>
internal static class FramingAnchors
{
    // Share of the calls that must keep a longer framing, so that it replaces a shorter one. Below a quarter, bodies begin alike by chance.
    private const double KeepsShare = 0.25;

    // Smallest array that is made, in prompts, so that it seldom grows.
    private const int LeastPrompts = 256;

    // Hashes to tell apart, per prompt. Few prompts have more than four lengths in common.
    private const long HashesAPrompt = 4;

    /// <summary>Returns the account's framings, most used first. Valid until the scratch is used again.</summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="prompts">Index of the first call of each prompt, see <see cref="DistinctPrompts"/>.</param>
    /// <param name="limit">Most framings that are returned.</param>
    /// <param name="scratch">Reusable tables.</param>
    public static ReadOnlySpan<FramingUse> Find(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, int limit, Scratch scratch)
    {
        if (prompts.Length < 2)
        {
            return [];
        }

        var counts = Repeated(calls, prompts, scratch);
        var (uses, tailsUnderHeads) = (scratch.Uses, scratch.TailsUnderHeads);
        uses.Clear();
        tailsUnderHeads.Clear();
        foreach (var prompt in prompts)
        {
            ref readonly var features = ref calls[prompt].PromptInPlace;
            var head = Longest(features.Heads, isTail: false, counts);
            var tail = Longest(features.Tails, isTail: true, counts);
            if ((head ?? tail) is { } use)
            {
                uses.Add(use.Value)++;
            }

            if (head is not null && tail is { } under)
            {
                tailsUnderHeads.Add(under.Value)++;
            }
        }

        return Most(limit, scratch);
    }

    private static ReadOnlySpan<FramingUse> Most(int limit, Scratch scratch)
    {
        var (uses, tailsUnderHeads) = (scratch.Uses, scratch.TailsUnderHeads);
        var found = scratch.Found;
        found.Clear();
        for (var i = 0; i < uses.Count; i++)
        {
            var (key, count) = uses.At(i);
            var use = new FramingUse(new FramingKey(key), count);

            // A tail that mostly goes with a head is the other end of that framing, not a second framing.
            if (count >= 2 && !(use.Key.IsTail && tailsUnderHeads[key] * 2 > count))
            {
                found.Add(use);
            }
        }

        found.Sort(static (a, b) => a.Calls != b.Calls ? b.Calls.CompareTo(a.Calls) : a.Key.CompareTo(b.Key));
        return CollectionsMarshal.AsSpan(found)[..Math.Min(limit, found.Count)];
    }

    // Counts the words that at least two prompts have in common. A length is counted only for prompts whose next shorter length repeats. Most
    // bodies drop out at the first length, and the sketch tells that without a count.
    private static KeyCounts Repeated(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, Scratch scratch)
    {
        var (counts, seen) = (scratch.Repeated, scratch.Seen);
        counts.Clear();
        seen.Clear(HashesAPrompt * prompts.Length);
        if (scratch.Left.Length < prompts.Length)
        {
            scratch.Left = new int[Math.Max(LeastPrompts, prompts.Length)];
        }

        foreach (var isTail in (ReadOnlySpan<bool>)[false, true])
        {
            prompts.CopyTo(scratch.Left);
            var left = scratch.Left.AsSpan(0, prompts.Length);
            for (var i = 0; i < PromptFeatures.LengthCount && left.Length >= 2; i++)
            {
                foreach (var prompt in left)
                {
                    seen.See(KeyAt(calls[prompt], i, isTail).Value);
                }

                var count = 0;
                foreach (var prompt in left)
                {
                    var key = KeyAt(calls[prompt], i, isTail);
                    if (key.HasHash && seen.WasSeen(key.Value, 2))
                    {
                        counts.Add(key.Value)++;
                        left[count++] = prompt;
                    }
                }

                left = Repeating(calls, left[..count], i, isTail, counts);
            }
        }

        return counts;
    }

    // Moves the prompts whose words of this length occur in another prompt to the front, and returns them.
    private static Span<int> Repeating(ReadOnlySpan<ApiCall> calls, Span<int> prompts, int length, bool isTail, KeyCounts counts)
    {
        var count = 0;
        foreach (var prompt in prompts)
        {
            if (counts[KeyAt(calls[prompt], length, isTail).Value] >= 2)
            {
                prompts[count++] = prompt;
            }
        }

        return prompts[..count];
    }

    private static FramingKey KeyAt(in ApiCall call, int length, bool isTail) =>
        FramingKey.Of(isTail ? call.PromptInPlace.Tails[length] : call.PromptInPlace.Heads[length], length, isTail);

    private static FramingKey? Longest(in PromptFeatures.EdgeHashes hashes, bool isTail, KeyCounts counts)
    {
        FramingKey? best = null;
        var bestCount = 0;
        for (var i = 0; i < PromptFeatures.LengthCount && hashes[i] != 0; i++)
        {
            var key = FramingKey.Of(hashes[i], i, isTail);
            var count = counts[key.Value];
            if (count < 2 || (best is not null && count < KeepsShare * bestCount))
            {
                break;
            }

            (best, bestCount) = (key, count);
        }

        return best;
    }

    /// <summary>Reusable tables to count first and last words.</summary>
    public sealed class Scratch
    {
        internal CountSketch Seen { get; } = new();

        internal int[] Left { get; set; } = [];

        internal KeyCounts Repeated { get; } = new();

        internal KeyCounts Uses { get; } = new();

        internal KeyCounts TailsUnderHeads { get; } = new();

        internal List<FramingUse> Found { get; } = [];
    }
}
