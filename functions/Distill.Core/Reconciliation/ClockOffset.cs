using System.Runtime.InteropServices;
using Distill.Statistics;

namespace Distill.Core.Reconciliation;

/// <summary>
/// By how much the reseller's times are later than ours, for one and the same call: the clocks' skew, a wrong zone, and how long an answer takes if
/// their log notes its end.
/// </summary>
/// <remarks>
/// Calls whose token counts are rare in both logs are paired, whatever their times. Pairs of one call have nearly one difference; pairs by chance are
/// spread evenly. So the difference is where the pairs heap, and as far around it as they stand above chance.
/// </remarks>
/// <param name="Low">The smallest difference, in microseconds.</param>
/// <param name="High">The largest difference.</param>
/// <param name="Pairs">How many pairs of rare token counts agree with it.</param>
public sealed record ClockOffset(long Low, long High, int Pairs)
{
    private const long Second = 1_000_000;

    // Token counts that more calls of a log have are not rare.
    private const int MostOfRare = 4;

    // Width of the heap that is looked for first, in seconds, and of the steps in which it is extended. Most answers take less than a minute.
    private const int Heap = 60;
    private const int Step = 10;

    // The heap ends where a step has fewer pairs than this multiple of chance, and fewer than this share of the heap.
    private const double AboveChance = 3;
    private const double LeastOfHeap = 0.002;

    // Fewest pairs of a heap, and the largest chance that there is such a heap anywhere.
    private const int MinPairs = 10;
    private static readonly double s_logAlpha = Math.Log(1e-6);

    // Times of whole seconds may be a second off.
    private const long Margin = Second;

    /// <summary>Finds the offset. Null when no difference stands out.</summary>
    internal static ClockOffset? Find(CallLogSide ours, CallLogSide theirs, TimeSpan maxSkew)
    {
        // Where one of the counts differs between the logs, the other may still be the same.
        return Find(ours, theirs, maxSkew, c => (c.InputTokens, c.OutputTokens))
            ?? Find(ours, theirs, maxSkew, c => (0, c.OutputTokens))
            ?? Find(ours, theirs, maxSkew, c => (c.InputTokens, 0));
    }

    private static ClockOffset? Find(CallLogSide ours, CallLogSide theirs, TimeSpan maxSkew, Func<LoggedCall, (int, int)> key)
    {
        var most = (int)maxSkew.TotalSeconds;
        var seconds = new int[(2 * most) + 1];
        var pairs = 0;
        var own = Rare(ours, key);
        foreach (var (tokens, others) in Rare(theirs, key))
        {
            foreach (var theirTime in others)
            {
                foreach (var ourTime in own.GetValueOrDefault(tokens, []))
                {
                    var at = (long)Math.Floor((theirTime - ourTime) / (double)Second) + most;
                    if (at >= 0 && at < seconds.Length)
                    {
                        seconds[at]++;
                        pairs++;
                    }
                }
            }
        }

        return OfHeap(seconds, pairs, most);
    }

    private static ClockOffset? OfHeap(int[] seconds, int pairs, int most)
    {
        var (sum, best, first) = (0, 0, 0);
        for (var i = 0; i < seconds.Length; i++)
        {
            sum += seconds[i] - (i >= Heap ? seconds[i - Heap] : 0);
            if (sum > best)
            {
                (best, first) = (sum, i - Heap + 1);
            }
        }

        var chance = (double)pairs / seconds.Length;
        if (best < MinPairs || Tails.LogPoissonUpper(best, chance * Heap) + Math.Log(seconds.Length) > s_logAlpha)
        {
            return null;
        }

        var enough = Math.Max(AboveChance * chance * Step, LeastOfHeap * best);
        var (low, high) = (Math.Max(0, first), Math.Min(seconds.Length, first + Heap));
        while (low > 0 && Sum(seconds, low - Step, low) > enough)
        {
            low = Math.Max(0, low - Step);
        }

        while (high < seconds.Length && Sum(seconds, high, high + Step) > enough)
        {
            high = Math.Min(seconds.Length, high + Step);
        }

        // Nothing at the ends of the heap itself: the narrower the window, the fewer calls are matched by chance.
        while (low < high - 1 && seconds[low] <= chance)
        {
            low++;
        }

        while (high > low + 1 && seconds[high - 1] <= chance)
        {
            high--;
        }

        return new ClockOffset(((low - most) * Second) - Margin, ((high - most) * Second) + Margin, Sum(seconds, low, high));
    }

    private static int Sum(int[] seconds, int from, int to)
    {
        var sum = 0;
        for (var i = Math.Max(0, from); i < Math.Min(seconds.Length, to); i++)
        {
            sum += seconds[i];
        }

        return sum;
    }

    private static Dictionary<(int, int), List<long>> Rare(CallLogSide side, Func<LoggedCall, (int, int)> key)
    {
        var times = new Dictionary<(int, int), List<long>>();
        foreach (var call in side.Calls)
        {
            var tokens = key(call);
            if (call.HasTokens)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(times, tokens, out _) ??= []).Add(call.Micros);
            }
        }

        foreach (var tokens in times.Where(t => t.Value.Count > MostOfRare).Select(t => t.Key).ToArray())
        {
            times.Remove(tokens);
        }

        return times;
    }
}
