using System.Runtime.InteropServices;
using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>
/// Finds the framings that one account repeats: the longest run of first (or last) words that several of its different prompts have in
/// common. A prompt sent again as a whole is no template.
/// </summary>
/// <remarks>
/// Equal hashes of first or last words find 73 % of same-template pairs on real template data where whole-prompt similarity finds 7 %
/// (shared/design figures on self-instruct's T0 templates); the length that fits is the longest one that still repeats.
/// </remarks>
internal static class TemplateAnchors
{
    // A longer framing replaces a shorter one while a quarter of the calls keep it: below that, bodies begin alike by chance.
    private const double KeepsShare = 0.25;

    /// <summary>The account's framings, most used first, at most <paramref name="limit"/>.</summary>
    public static IReadOnlyList<TemplateUse> Find(ReadOnlySpan<ApiCall> calls, int limit)
    {
        var prompts = DistinctPrompts(calls);
        if (prompts.Length < 2)
        {
            return [];
        }

        var counts = Repeated(prompts);
        var uses = new Dictionary<TemplateKey, int>();
        var tailsUnderHeads = new Dictionary<TemplateKey, int>();
        foreach (ref readonly var prompt in prompts.AsSpan())
        {
            var head = Longest(prompt.Heads, isTail: false, counts);
            var tail = Longest(prompt.Tails, isTail: true, counts);
            Count(uses, head ?? tail);
            if (head is not null)
            {
                Count(tailsUnderHeads, tail);
            }
        }

        // A tail that mostly goes with a head is the other end of that template, not another one.
        return uses
            .Where(u => u.Value >= 2 && !(u.Key.IsTail && tailsUnderHeads.GetValueOrDefault(u.Key) * 2 > u.Value))
            .OrderByDescending(u => u.Value).ThenBy(u => u.Key)
            .Take(limit)
            .Select(u => new TemplateUse(u.Key, u.Value))
            .ToArray();
    }

    // Counts each length only of prompts whose next shorter one repeats: most bodies drop out at the first.
    private static Dictionary<TemplateKey, int> Repeated(PromptFeatures[] prompts)
    {
        var counts = new Dictionary<TemplateKey, int>(prompts.Length);
        foreach (var isTail in new[] { false, true })
        {
            for (var i = 0; i < PromptFeatures.LengthCount; i++)
            {
                var any = false;
                foreach (ref readonly var prompt in prompts.AsSpan())
                {
                    var hash = isTail ? prompt.Tails[i] : prompt.Heads[i];
                    if (hash != 0 && (i == 0 || counts.GetValueOrDefault(TemplateKey.Of(isTail ? prompt.Tails[i - 1] : prompt.Heads[i - 1], i - 1, isTail)) >= 2))
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(counts, TemplateKey.Of(hash, i, isTail), out _)++;
                        any = true;
                    }
                }

                if (!any)
                {
                    break;
                }
            }
        }

        return counts;
    }

    private static void Count(Dictionary<TemplateKey, int> counts, TemplateKey? key)
    {
        if (key is { } k)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, k, out _)++;
        }
    }

    private static PromptFeatures[] DistinctPrompts(ReadOnlySpan<ApiCall> calls)
    {
        var seen = new HashSet<ulong>(calls.Length);
        var prompts = new List<PromptFeatures>(calls.Length);
        foreach (ref readonly var call in calls)
        {
            if (call.Prompt.IsKnown && seen.Add(call.Prompt.Whole))
            {
                prompts.Add(call.Prompt);
            }
        }

        return [.. prompts];
    }

    private static TemplateKey? Longest(in PromptFeatures.EdgeHashes hashes, bool isTail, Dictionary<TemplateKey, int> counts)
    {
        TemplateKey? best = null;
        var bestCount = 0;
        for (var i = 0; i < PromptFeatures.LengthCount && hashes[i] != 0; i++)
        {
            var key = TemplateKey.Of(hashes[i], i, isTail);
            var count = counts.GetValueOrDefault(key);
            if (count < 2 || (best is not null && count < KeepsShare * bestCount))
            {
                break;
            }

            (best, bestCount) = (key, count);
        }

        return best;
    }
}
