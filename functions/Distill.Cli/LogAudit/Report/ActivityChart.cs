using Distill.Cli.Pages;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Windows;

namespace Distill.Cli.LogAudit.Report;

/// <summary>A cluster's calls over the whole log, as bars in inline SVG. Dashed lines mark the entries of its timeline.</summary>
internal sealed class ActivityChart
{
    private const int MaxBars = 240;
    private const double Width = 960;
    private const double Height = 150;
    private const double Left = 46;
    private const double Bottom = 20;

    private readonly ILookup<AccountId, (Hour Hour, long Count)> _windows;
    private readonly Hour _first;
    private readonly int _hoursPerBar;
    private readonly int _bars;

    public ActivityChart(IReadOnlyCollection<CallWindow> windows)
    {
        // The windows themselves may lie on a disk.
        _windows = windows.ToLookup(w => w.Account, w => (w.Hour, w.Count));
        Hour[] all = [.. _windows.SelectMany(w => w).Select(w => w.Hour)];
        _first = all.Length == 0 ? default : all.Min();
        var hours = all.Length == 0 ? 1 : all.Max().Number - _first.Number + 1;
        _hoursPerBar = (hours + MaxBars - 1) / MaxBars;
        _bars = (hours + _hoursPerBar - 1) / _hoursPerBar;
    }

    public Html Of(Cluster cluster)
    {
        var calls = new long[_bars];
        foreach (var window in cluster.Accounts.SelectMany(a => _windows[a]))
        {
            calls[BarOf(window.Hour)] += window.Count;
        }

        var most = Math.Max(1, calls.Max());
        var colour = cluster.Level >= VerdictLevel.Suspect ? "#b62324" : "#8a6d00";
        return Html.Of(
            $"""
            <svg viewBox="0 0 {Width:0} {Height:0}" role="img" aria-label="Calls of the cluster over time">
            <text x="{Left - 6:0}" y="12" text-anchor="end">{most}</text><text x="{Left - 6:0}" y="{Height - Bottom:0}" text-anchor="end">0</text>
            {calls.Select((c, bar) => c == 0 ? Html.Empty : Bar(bar, c, most, colour))}<line x1="{Left:0}" y1="{Height
                - Bottom:0}" x2="{Width:0}" y2="{Height - Bottom:0}" stroke="#8c959f"/>
            {cluster.Timeline.Select(Mark)}<text x="{Left:0}" y="{Height - 4:0}">{_first.Start}</text>
            <text x="{Width:0}" y="{Height - 4:0}" text-anchor="end">{(_first + _bars * _hoursPerBar).Start}</text>
            <text x="{Width / 2:0}" y="{Height - 4:0}" text-anchor="middle">{Unit()}; dashed: an entry of the timeline</text>
            </svg>

            """
        );
    }

    private Html Bar(int bar, long calls, long most, string colour)
    {
        var height = (Height - Bottom - 4) * calls / most;
        return Html.Of(
            $"""
            <rect x="{X(bar):0.0}" y="{Height - Bottom - height:0.0}" width="{Math.Max(
                0.8,
                X(1) - X(0) - 0.6
            ):0.0}" height="{height:0.0}" fill="{colour}"><title>{(_first + bar * _hoursPerBar).Start}: {calls} calls</title></rect>

            """
        );
    }

    private Html Mark(TimelineEntry entry)
    {
        var x = Math.Clamp(X((entry.Time - _first.Start).TotalHours / _hoursPerBar), Left, Width - 1);
        return Html.Of(
            $"""
            <line x1="{x:0.0}" y1="4" x2="{x:0.0}" y2="{Height
                - Bottom:0}" stroke="#0969da" stroke-dasharray="3 3" stroke-opacity=".45"><title>{entry.Time}: {entry.What}</title></line>

            """
        );
    }

    private Html Unit() => _hoursPerBar == 1 ? Html.Of($"calls an hour") : Html.Of($"calls per {_hoursPerBar} hours");

    private int BarOf(Hour hour) => (hour.Number - _first.Number) / _hoursPerBar;

    private double X(double bar) => Left + (Width - Left) * bar / _bars;
}
