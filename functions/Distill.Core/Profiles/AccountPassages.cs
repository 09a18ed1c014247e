using System.Runtime.InteropServices;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Finds the passages that one account repeats inside its prompts.</summary>
internal static class AccountPassages
{
    /// <summary>The chance of a passage to be drawn from a prompt that lets all through: draws are added up in these units.</summary>
    public const int One = 1 << 12;

    // Fewest different prompts. A passage of one prompt is its body.
    private const int MinPrompts = 2;

    /// <summary>
    /// Returns the passages that at least two different prompts have, most used first, and how many prompts a passage of all would have.
    /// </summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="prompts">Index of the first call of each prompt, see <see cref="DistinctPrompts"/>.</param>
    /// <param name="limit">Most passages that are returned.</param>
    /// <param name="scratch">Reusable tables. The passages are valid until it is used again.</param>
    public static Repeated Find(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts, int limit, Scratch scratch)
    {
        var (seen, counts, found) = (scratch.Seen, scratch.Counts, scratch.Found);
        seen.Clear((long)prompts.Length * PromptFeatures.PassageCount);
        var chances = 0L;
        foreach (var prompt in prompts)
        {
            ref readonly var features = ref calls[prompt].PromptInPlace;
            chances += ChanceOf(features.Starts);
            for (var i = 0; i < PromptFeatures.PassageCount && features.Passages[i] != 0; i++)
            {
                seen.See(features.Passages[i]);
            }
        }

        // Most passages occur in one prompt only. The sketch tells which ones are worth counting.
        counts.Clear();
        foreach (var prompt in prompts)
        {
            ref readonly var passages = ref calls[prompt].PromptInPlace.Passages;
            for (var i = 0; i < PromptFeatures.PassageCount && passages[i] != 0; i++)
            {
                if (seen.WasSeen(passages[i], MinPrompts) && !((ReadOnlySpan<uint>)passages)[..i].Contains(passages[i]))
                {
                    counts.Add(passages[i])++;
                }
            }
        }

        found.Clear();
        for (var i = 0; i < counts.Count; i++)
        {
            var (passage, count) = counts.At(i);
            if (count >= MinPrompts)
            {
                found.Add(new PassageUse((uint)passage, count));
            }
        }

        found.Sort(static (a, b) => a.Prompts != b.Prompts ? b.Prompts.CompareTo(a.Prompts) : a.Hash.CompareTo(b.Hash));
        return new Repeated(CollectionsMarshal.AsSpan(found)[..Math.Min(limit, found.Count)], chances);
    }

    /// <summary>The chance of a passage to be drawn from a prompt with so many starts, in <see cref="One"/>.</summary>
    public static int ChanceOf(int starts) => starts <= PromptFeatures.PassageCount ? One : One * PromptFeatures.PassageCount / starts;

    /// <summary>The chance of another passage to be drawn from the same prompt as a given one, in <see cref="One"/>.</summary>
    public static int ChanceOfOther(int starts) =>
        starts <= PromptFeatures.PassageCount ? One : One * (PromptFeatures.PassageCount - 1) / (starts - 1);

    /// <summary>What an account repeats.</summary>
    /// <param name="passages">The passages.</param>
    /// <param name="chances">In how many prompts a passage of all prompts is drawn on average, in <see cref="One"/>.</param>
    public readonly ref struct Repeated(ReadOnlySpan<PassageUse> passages, long chances)
    {
        public ReadOnlySpan<PassageUse> Passages { get; } = passages;

        public long Chances { get; } = chances;
    }

    /// <summary>Reusable tables to count passages.</summary>
    public sealed class Scratch
    {
        internal CountSketch Seen { get; } = new();

        internal KeyCounts Counts { get; } = new();

        internal List<PassageUse> Found { get; } = [];
    }
}
