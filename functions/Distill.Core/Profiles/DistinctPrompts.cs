using Distill.Core.Events;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>The different prompts among an account's calls: one sent again as a whole says nothing new.</summary>
internal static class DistinctPrompts
{
    [ThreadStatic]
    private static KeyCounts? t_seen;

    [ThreadStatic]
    private static int[]? t_calls;

    /// <summary>Indices of the first call of each known prompt, in order. Good until the thread's next ask.</summary>
    public static ReadOnlySpan<int> Of(ReadOnlySpan<ApiCall> calls)
    {
        if (t_calls is null || t_calls.Length < calls.Length)
        {
            t_calls = new int[Math.Max(256, calls.Length)];
        }

        var seen = t_seen ??= new KeyCounts();
        seen.Clear();
        var count = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            var whole = calls[i].PromptInPlace.Whole;
            if (whole != 0 && seen.Add(whole)++ == 0)
            {
                t_calls[count++] = i;
            }
        }

        return t_calls.AsSpan(0, count);
    }
}
