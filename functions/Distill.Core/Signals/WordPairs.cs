using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>Finds the word pairs that one account repeats near the ends of its prompts: what is left of a framing whose words vary from call to call.</summary>
internal static class WordPairs
{
    private const int MinPrompts = 3;

    // Of a template that is one in eight of the calls, a pair that survives in one call of four.
    private const double MinShare = 0.02;

    /// <summary>Pairs that stand in three or more different prompts and in one of fifty, in order; the <paramref name="limit"/> smallest.</summary>
    public static TemplateKey[] Find(ReadOnlySpan<ApiCall> calls, int limit)
    {
        var seen = new HashSet<ulong>(calls.Length);
        var all = new uint[calls.Length * PromptFeatures.PairCount];
        var count = 0;
        foreach (ref readonly var call in calls)
        {
            if (!call.Prompt.IsKnown || !seen.Add(call.Prompt.Whole))
            {
                continue;
            }

            uint before = 0;
            for (var i = 0; i < PromptFeatures.PairCount && call.Prompt.Pairs[i] != 0; i++)
            {
                // Both ends of a prompt may have the same pair.
                if (call.Prompt.Pairs[i] != before)
                {
                    all[count++] = before = call.Prompt.Pairs[i];
                }
            }
        }

        var least = Math.Max(MinPrompts, (int)Math.Ceiling(MinShare * seen.Count));
        Array.Sort(all, 0, count);
        var found = new List<TemplateKey>();
        for (int start = 0, end = 0; start < count && found.Count < limit; start = end)
        {
            while (end < count && all[end] == all[start])
            {
                end++;
            }

            if (end - start >= least)
            {
                found.Add(TemplateKey.OfPair(all[start]));
            }
        }

        return [.. found];
    }
}
