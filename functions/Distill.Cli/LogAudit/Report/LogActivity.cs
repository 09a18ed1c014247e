using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Reports.Parts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Calls over the whole log, in bars of whole hours.</summary>
internal sealed class LogActivity
{
    // More bars are thinner than a line.
    private const int MaxBars = 240;

    private readonly ILookup<AccountId, CallWindow> _windows;
    private readonly Hour _first;
    private readonly int _hoursPerBar;
    private readonly long[] _all;

    public LogActivity(IReadOnlyCollection<CallWindow> windows)
    {
        _windows = windows.ToLookup(w => w.Account);
        _first = windows.Count == 0 ? default : windows.Min(w => w.Hour);
        var hours = windows.Count == 0 ? 1 : windows.Max(w => w.Hour).Number - _first.Number + 1;
        _hoursPerBar = (hours + MaxBars - 1) / MaxBars;
        _all = Count(windows, (hours + _hoursPerBar - 1) / _hoursPerBar);
    }

    /// <summary>The calls of some accounts beside those of all.</summary>
    public CallsOverTime Of(IEnumerable<AccountId> accounts) =>
        new(_first.Start, _hoursPerBar, Count(accounts.SelectMany(a => _windows[a]), _all.Length), _all);

    private long[] Count(IEnumerable<CallWindow> windows, int bars)
    {
        var calls = new long[bars];
        foreach (var window in windows)
        {
            calls[(window.Hour.Number - _first.Number) / _hoursPerBar] += window.Count;
        }

        return calls;
    }
}
