using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>The different prompts among an account's calls: one sent again as a whole says nothing new.</summary>
internal static class DistinctPrompts
{
    // Room for so many calls at first, so that it seldom grows.
    private const int LeastCalls = 256;

    /// <summary>Indices of the first call of each known prompt, in order. Good until the scratch is used again.</summary>
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

    /// <summary>Room to tell prompts apart in.</summary>
    public sealed class Scratch
    {
        internal KeyCounts Seen { get; } = new();

        internal int[] First { get; set; } = [];
    }
}
