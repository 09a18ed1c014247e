using System.Runtime.InteropServices;

namespace Distill.Core.Reconciliation;

/// <summary>One of the two logs: its calls in order of time, each once.</summary>
internal sealed class CallLogSide
{
    private readonly Dictionary<(int Input, int Output), List<int>> _byTokens = [];

    private CallLogSide(LoggedCall[] calls, long duplicates)
    {
        (Calls, Duplicates) = (calls, duplicates);
        for (var i = 0; i < calls.Length; i++)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_byTokens, (calls[i].InputTokens, calls[i].OutputTokens), out _) ??= []).Add(i);
        }
    }

    public LoggedCall[] Calls { get; }

    /// <summary>Lines that repeat a call.</summary>
    public long Duplicates { get; }

    /// <summary>Orders the calls, so that the result never depends on the order of lines.</summary>
    public static CallLogSide Of(IEnumerable<LoggedCall> calls)
    {
        var seen = new HashSet<LoggedCall>();
        var lines = 0L;
        foreach (var call in calls)
        {
            lines++;
            seen.Add(call);
        }

        LoggedCall[] ordered =
        [
            .. seen.OrderBy(c => c.Micros)
                .ThenBy(c => c.Party, StringComparer.Ordinal)
                .ThenBy(c => c.Id)
                .ThenBy(c => c.Model, StringComparer.Ordinal)
                .ThenBy(c => c.InputTokens)
                .ThenBy(c => c.OutputTokens),
        ];
        return new CallLogSide(ordered, lines - ordered.Length);
    }

    /// <summary>Returns the calls with the same token counts as another call, within a span of time, as indices in order of time.</summary>
    public ReadOnlySpan<int> Same(in LoggedCall call, long first, long last)
    {
        if (!_byTokens.TryGetValue((call.InputTokens, call.OutputTokens), out var found))
        {
            return [];
        }

        var indices = CollectionsMarshal.AsSpan(found);
        var (from, to) = (From(first), From(last + 1));
        var start = indices.BinarySearch(from);
        var end = indices.BinarySearch(to);
        start = start < 0 ? ~start : start;
        return indices[start..(end < 0 ? ~end : end)];
    }

    /// <summary>Returns the index of the first call at <paramref name="micros"/> or later.</summary>
    public int From(long micros)
    {
        var (low, high) = (0, Calls.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Calls[middle].Micros < micros ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
