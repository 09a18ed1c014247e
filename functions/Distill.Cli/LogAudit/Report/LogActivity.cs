using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Reports.Parts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Calls over the whole log, in bars of whole hours.</summary>
internal sealed class LogActivity
{
    // More bars are thinner than a line.
    private const int MaxBars = 240;

    private readonly ILookup<AccountId, (Hour Hour, long Count)> _windows;
    private readonly Hour _first;
    private readonly int _hoursPerBar;
    private readonly long[] _all;

    public LogActivity(IReadOnlyCollection<CallWindow> windows)
    {
        // The windows themselves may lie on a disk.
        _windows = windows.ToLookup(w => w.Account, w => (w.Hour, w.Count));
        (Hour Hour, long Count)[] counts = [.. _windows.SelectMany(w => w)];
        _first = counts.Length == 0 ? default : counts.Min(c => c.Hour);
        var hours = counts.Length == 0 ? 1 : counts.Max(c => c.Hour).Number - _first.Number + 1;
        _hoursPerBar = (hours + MaxBars - 1) / MaxBars;
        _all = Count(counts, (hours + _hoursPerBar - 1) / _hoursPerBar);
    }

    /// <summary>The calls of some accounts beside those of all.</summary>
    public CallsOverTime Of(IEnumerable<AccountId> accounts) =>
        new(_first.Start, _hoursPerBar, Count(accounts.SelectMany(a => _windows[a]), _all.Length), _all);

    private long[] Count(IEnumerable<(Hour Hour, long Count)> counts, int bars)
    {
        var calls = new long[bars];
        foreach (var (hour, count) in counts)
        {
            calls[(hour.Number - _first.Number) / _hoursPerBar] += count;
        }

        return calls;
    }
}
