using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Core.Windows;
using Distill.Files;
using Distill.Logs.Traffic;

namespace Distill.Logs.Replay;

/// <summary>Steps through a log hour by hour in event time, as the service does. Each run sees only what came before its end.</summary>
public sealed class LogReplay
{
    private readonly TrafficLog _log;
    private readonly DetectionOptions _options;
    private readonly NetworkLists? _lists;

    /// <summary>
    /// Whether the verdicts are enforced, as an API tier does. The calls of an account that is to be verified or blocked then become refusals from
    /// the run after its verdict on. So a measurement sees what the service would see. False by default.
    /// </summary>
    public bool IsEnforced { get; init; }

    /// <param name="log">The log. It is not changed.</param>
    /// <param name="options">The thresholds of the detection, including the lookback.</param>
    /// <param name="every">The number of hours between two correlations. There is always one at the last hour.</param>
    /// <param name="lists">Lists of networks and mail domains; none by default.</param>
    public LogReplay(TrafficLog log, DetectionOptions options, int every = 1, NetworkLists? lists = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_log, _options, _lists) = (log, options, lists);
        Hour[] hours = [.. log.Windows.Select(w => w.Hour).Distinct().Order()];
        Hours =
            hours.Length == 0
                ? []
                :
                [
                    .. CorrelationSchedule
                        .Due(null, hours, hours[^1], options.LookbackHours)
                        .Where(h => h.Next.Number % every == 0 || h == hours[^1]),
                ];
    }

    /// <summary>The hours that end with a run, in order.</summary>
    public IReadOnlyList<Hour> Hours { get; }

    /// <summary>Makes all runs. Returns the last state.</summary>
    /// <param name="ran">Called after each run.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public CorrelationState Run(Action<CorrelationState>? ran = null, CancellationToken cancellationToken = default)
    {
        using var population = ScratchFile.Population();
        foreach (var fact in _log.Facts)
        {
            population.Add(fact);
        }

        var correlator = new Correlator(_options, _lists);
        var state = CorrelationState.Empty;
        using var windows = _log.WindowsByHour.GetEnumerator();
        var isThere = windows.MoveNext();
        foreach (var hour in Hours)
        {
            cancellationToken.ThrowIfCancellationRequested();
            population.DropBefore(hour - _options.LookbackHours + 1);
            for (; isThere && windows.Current.Hour <= hour; isThere = windows.MoveNext())
            {
                Add(population, windows.Current, state);
            }

            state = correlator.Correlate(population, hour, state);
            ran?.Invoke(state);
        }

        return state;
    }

    /// <summary>
    /// Returns what the last run saw: the windows of its lookback, and all facts. The caller disposes it. Null when there was no run. What an
    /// enforced verdict would have refused is in it.
    /// </summary>
    public Population? LastPopulation()
    {
        if (Hours is not [.., var last])
        {
            return null;
        }

        var population = ScratchFile.Population();
        foreach (var fact in _log.Facts)
        {
            population.Add(fact);
        }

        foreach (var window in _log.WindowsByHour.Where(w => w.Hour > last - _options.LookbackHours && w.Hour <= last))
        {
            population.Add(window);
        }

        return population;
    }

    private void Add(Population population, CallWindow window, CorrelationState state)
    {
        if (IsEnforced && state.Verdicts.GetValueOrDefault(window.Account)?.Action is { } action and (VerdictAction.Verify or VerdictAction.Block))
        {
            population.Add(RefusalRecord.At(window.Account, window.Hour.Start, action));
        }
        else
        {
            population.Add(window);
        }
    }
}
