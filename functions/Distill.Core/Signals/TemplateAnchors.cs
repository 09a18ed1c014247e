using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Statistics;

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

    [ThreadStatic]
    private static KeyCounts? s_repeated, s_uses, s_tailsUnderHeads;

    [ThreadStatic]
    private static List<TemplateUse>? s_found;

    /// <summary>The account's framings, most used first, at most <paramref name="limit"/>. Good until the thread's next ask.</summary>
    public static ReadOnlySpan<TemplateUse> Find(ReadOnlySpan<ApiCall> calls, int limit)
    {
        var prompts = DistinctPrompts.Of(calls);
        if (prompts.Length < 2)
        {
            return [];
        }

        var counts = Repeated(calls, prompts);
        var uses = s_uses ??= new KeyCounts();
        var tailsUnderHeads = s_tailsUnderHeads ??= new KeyCounts();
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

        return Most(uses, tailsUnderHeads, limit);
    }

    private static ReadOnlySpan<TemplateUse> Most(KeyCounts uses, KeyCounts tailsUnderHeads, int limit)
    {
        var found = s_found ??= [];
        found.Clear();
        for (var i = 0; i < uses.Count; i++)
        {
            var (key, count) = uses.At(i);
            var use = new TemplateUse(new TemplateKey(key), count);

            // A tail that mostly goes with a head is the other end of that template, not another one.
            if (count >= 2 && !(use.Key.IsTail && tailsUnderHeads[key] * 2 > count))
            {
                found.Add(use);
            }
        }

        found.Sort(static (a, b) => a.Calls != b.Calls ? b.Calls.CompareTo(a.Calls) : a.Key.CompareTo(b.Key));
        return CollectionsMarshal.AsSpan(found)[..Math.Min(limit, found.Count)];
    }

    // Counts each length only of prompts whose next shorter one repeats: most bodies drop out at the first.
    private static KeyCounts Repeated(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> prompts)
    {
        var counts = s_repeated ??= new KeyCounts();
        counts.Clear();
        foreach (var isTail in (ReadOnlySpan<bool>)[false, true])
        {
            for (var i = 0; i < PromptFeatures.LengthCount; i++)
            {
                var any = false;
                foreach (var prompt in prompts)
                {
                    ref readonly var edge = ref isTail ? ref calls[prompt].PromptInPlace.Tails : ref calls[prompt].PromptInPlace.Heads;
                    if (edge[i] != 0 && (i == 0 || counts[TemplateKey.Of(edge[i - 1], i - 1, isTail).Value] >= 2))
                    {
                        counts.Add(TemplateKey.Of(edge[i], i, isTail).Value)++;
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

    private static TemplateKey? Longest(in PromptFeatures.EdgeHashes hashes, bool isTail, KeyCounts counts)
    {
        TemplateKey? best = null;
        var bestCount = 0;
        for (var i = 0; i < PromptFeatures.LengthCount && hashes[i] != 0; i++)
        {
            var key = TemplateKey.Of(hashes[i], i, isTail);
            var count = counts[key.Value];
            if (count < 2 || (best is not null && count < KeepsShare * bestCount))
            {
                break;
            }

            (best, bestCount) = (key, count);
        }

        return best;
    }
}
