using System.Diagnostics;
using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Evaluation.Scoring;
using Distill.Files;
using Distill.Simulation;

namespace Distill.Evaluation.Enforcement;

/// <summary>
/// Replays campaigns with their verdicts enforced, in event time. The simulation is read hour by hour, while its operators answer what the runs say.
/// Memory holds the lookback and the accounts, never all calls.
/// </summary>
public sealed class EnforcedReplay
{
    private readonly Scenario _scenario;
    private readonly DetectionOptions _options;
    private readonly int _every;
    private readonly VerdictAction _provisional;
    private readonly SimulationRun _simulation;
    private readonly CampaignTally _tally;
    private readonly NewcomerLane _lane;
    private readonly PivotWatch _pivot;
    private readonly Dictionary<AccountId, AccountFacts> _facts = [];
    private readonly Dictionary<AccountId, CallWindow> _windows = [];
    private readonly HashSet<AccountId> _innocent = [];
    private readonly SortedSet<AccountId> _givenUp = [];
    private readonly HashSet<AccountId> _innocentFlagged = [];
    private (long Served, long Refused) _innocentCalls;
    private CorrelationState _state = CorrelationState.Empty;
    private (CorrelationState State, DateTimeOffset At)? _due;
    private (DateTimeOffset At, long Calls, OperatorClusters Clusters)? _found;
    private DateTimeOffset? _firstFlag;
    private int _runs;

    /// <param name="scenario">The scenario. Its first campaign begins first.</param>
    /// <param name="options">The thresholds of the detection.</param>
    /// <param name="every">The number of hours between two runs: a divisor of 24.</param>
    /// <param name="provisional">
    /// What a provisional verdict asks for. Under verify, an account's calls are refused, and its operator gives it up.
    /// </param>
    public EnforcedReplay(Scenario scenario, DetectionOptions options, int every, VerdictAction provisional = VerdictAction.Throttle)
    {
        (_scenario, _options, _every, _provisional) = (scenario, options, every, provisional);
        _simulation = new(scenario) { PlanHours = IsRefusal(provisional) ? 1 : every };
        _lane = new((account, _) => _facts.GetValueOrDefault(account));
        _tally = new(scenario, _simulation.Truth, _lane);
        _pivot = new(scenario.Start + scenario.Launch, _tally.IsCampaign);
    }

    /// <summary>How long the runs took together, on the clock.</summary>
    public TimeSpan Correlating { get; private set; }

    /// <summary>Replays all of it.</summary>
    /// <param name="day">Called at the end of each day with its number, from 1, and with all calls so far.</param>
    /// <param name="cancellationToken">Stops between two hours.</param>
    public CampaignFigures Run(Action<int, long>? day, CancellationToken cancellationToken)
    {
        using var population = ScratchFile.Population();
        var correlator = new Correlator(_options);
        var reader = new HourReader();
        var hour = Hour.Of(_scenario.Start);
        var hours = 0;
        foreach (var events in _simulation.Hours())
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(events, parsed => Add(parsed, population));
            Publish();
            foreach (var window in _windows.Values)
            {
                population.Add(window);
            }

            _windows.Clear();
            Replace([.. _givenUp.Where(a => _tally.Accounts[a].BlockedAt is null)], hour.End);
            _givenUp.Clear();
            if (++hours % _every == 0)
            {
                Correlate(correlator, population, hour);
            }

            if (hours % 24 == 0)
            {
                day?.Invoke(hours / 24, _simulation.Truth.Calls);
            }

            hour = hour.Next;
        }

        Publish();
        return Figures();
    }

    private void Add(in ParsedEvent parsed, Population population)
    {
        if (parsed.Kind != EventKind.Call)
        {
            population.Add(parsed.Fact!);
            if (parsed.Account is { } record)
            {
                _facts[record.Account] = new AccountFacts(record);
            }

            return;
        }

        var call = parsed.Call;
        if (_due is { At: var at } && call.Time >= at)
        {
            Publish();
        }

        // The simulation itself stops the campaign's accounts that a run flags.
        var isCampaign = _tally.IsCampaign(call.Account);
        var action =
            _lane.IsProvisional(call.Account, call.Time) ? _provisional
            : isCampaign ? VerdictAction.Allow
            : _state.Verdicts.GetValueOrDefault(call.Account)?.Action ?? VerdictAction.Allow;
        if (IsRefusal(action))
        {
            if (isCampaign)
            {
                _givenUp.Add(call.Account);
            }
            else
            {
                _innocentCalls.Refused++;
            }

            population.Add(RefusalRecord.At(call.Account, call.Time, action));
            return;
        }

        if (!isCampaign)
        {
            _innocentCalls.Served++;
            _innocent.Add(call.Account);
        }

        _tally.Count(call);
        if (_lane.Index is { } index && index.Carries(call))
        {
            _lane.Observe(call);
        }

        ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_windows, call.Account, out _);
        (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
    }

    private void Correlate(Correlator correlator, Population population, Hour hour)
    {
        population.DropBefore(hour - _options.LookbackHours + 1);
        var started = Stopwatch.GetTimestamp();
        var state = correlator.Correlate(population, hour, _due?.State ?? _state);
        Correlating += Stopwatch.GetElapsedTime(started);
        var published = hour.End + NewcomerLane.Publication;
        _due = (state, published);
        _runs++;
        _pivot.Observe(state);

        // Operators see the refusals only when the verdicts are published. They are told now, because they plan from here to the next run.
        AccountId[] blocked =
        [
            .. _tally.Accounts.Where(a => a.Value is { FirstCall: not null, BlockedAt: null } && IsRefused(state, a.Key)).Select(a => a.Key).Order(),
        ];
        var atWork = _tally.Accounts.Values.Count(a => a is { FirstCall: not null, BlockedAt: null });
        Replace(blocked, published);
        if (blocked.Length > 0)
        {
            _firstFlag ??= published;
            _found ??= 2 * blocked.Length >= atWork ? (published, _simulation.Truth.HydraCalls, OperatorClusters.Of(state, _tally)) : null;
        }

        _innocentFlagged.UnionWith(_innocent.Where(a => IsRefused(state, a)));
    }

    private void Replace(IReadOnlyCollection<AccountId> refused, DateTimeOffset time) =>
        _tally.Block(refused, _simulation.Refuse(refused.Select(a => a.Value), time), time);

    private void Publish()
    {
        if (_due is { State: var state })
        {
            (_state, _due) = (state, null);
            _lane.Publish(state);
        }
    }

    private CampaignFigures Figures() =>
        new()
        {
            Days = _tally.Days(Wanted),
            Start = _scenario.Start + _scenario.Campaign!.StartsAfter,
            FirstFlag = _firstFlag,
            Found = _found?.At,
            CallsUntilFound = _found?.Calls ?? _simulation.Truth.HydraCalls,
            Innocent = _innocent.Count,
            InnocentFlagged = ByKind(_innocentFlagged),
            InnocentAccused = ByKind(_lane.First.Keys.Where(a => !_tally.IsCampaign(a))),
            InnocentCalls = _innocentCalls,
            HoursToPivot = _pivot.Hours,
            AtFound = _found?.Clusters,
            AtEnd = OperatorClusters.Of(_state, _tally),
            Runs = _runs,
        };

    private SortedDictionary<string, int> ByKind(IEnumerable<AccountId> accounts) =>
        new(accounts.CountBy(a => _simulation.Truth.Kinds[a.Value]).ToDictionary(), StringComparer.Ordinal);

    // The accounts of an operator join evenly while it ramps up.
    private double Wanted(int day) =>
        _scenario
            .Rivals.Prepend(_scenario.Campaign!)
            .Sum(plan =>
            {
                double From(TimeSpan time) => Math.Max(0, (time - plan.StartsAfter) / TimeSpan.FromDays(1));
                double Until(TimeSpan time) => Sum(From(time), plan.RampUp / TimeSpan.FromDays(1));
                return plan.Accounts * plan.CallsPerDay * (Until(TimeSpan.FromDays(day + 1)) - Until(TimeSpan.FromDays(day)));
            });

    // The days that a mean account has worked some days after the start, of which it joins on the first ones.
    private static double Sum(double days, double ramp) => days < ramp ? days * days / (2 * ramp) : days - (ramp / 2);

    private static bool IsRefused(CorrelationState state, AccountId account) =>
        state.Verdicts.GetValueOrDefault(account) is { } verdict && IsRefusal(verdict.Action);

    private static bool IsRefusal(VerdictAction action) => action is VerdictAction.Verify or VerdictAction.Block;
}
