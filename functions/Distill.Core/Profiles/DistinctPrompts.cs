using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Finds the different prompts among an account's calls. A prompt that is sent again as a whole tells nothing new.</summary>
internal static class DistinctPrompts
{
    // Smallest array that is made, in calls, so that it seldom grows.
    private const int LeastCalls = 256;

    /// <summary>Returns the index of the first call of each known prompt, ascending. Valid until the scratch is used again.</summary>
    public static ReadOnlySpan<int> Of(ReadOnlySpan<ApiCall> calls, Scratch scratch)
    {
        if (scratch.First.Length < calls.Length)
        {
            scratch.First = new int[Math.Max(LeastCalls, calls.Length)];
        }

        scratch.Seen.Clear();
        var count = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            var whole = calls[i].PromptInPlace.Whole;
            if (whole != 0 && scratch.Seen.Add(whole)++ == 0)
            {
                scratch.First[count++] = i;
            }
        }

        return scratch.First.AsSpan(0, count);
    }

    /// <summary>Reusable tables to tell prompts apart.</summary>
    public sealed class Scratch
    {
        internal KeyCounts Seen { get; } = new();

        internal int[] First { get; set; } = [];
    }
}
