using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Files;
using Distill.Simulation;

namespace Distill.Benchmarks.Correlation;

/// <summary>A population of one day, made from a simulation while it runs: what the service holds when a run begins.</summary>
internal sealed class OneDay
{
    private const int Pilot = 20_000;

    private readonly EventParser _parser = new(new EventLimits());
    private readonly Dictionary<AccountId, CallWindow> _open = [];
    private readonly HashSet<AccountId> _innocent = [];
    private Hour _hour;

    private OneDay(SimulationRun simulation)
    {
        foreach (var wire in simulation.Events())
        {
            Take(_parser.Parse(wire.Json.Span, wire.Time));
        }

        Close();
        Campaign = simulation.Truth.FirstCall.Keys.Select(AccountId.Parse).ToHashSet();
        _innocent.ExceptWith(Campaign);
        Innocent = _innocent.Count;
        _innocent.Clear();
        _innocent.TrimExcess();
        _open.TrimExcess();
        Last = Hour.Of(simulation.Scenario.Start) + 23;
    }

    public Population Population { get; } = new(ScratchFile.Open());

    public Hour Last { get; }

    public IReadOnlySet<AccountId> Campaign { get; }

    /// <summary>Innocent accounts that made a call.</summary>
    public int Innocent { get; }

    public long Calls { get; private set; }

    public long Windows { get; private set; }

    /// <summary>
    /// A day on which about this many accounts are active. Most accounts are not active on a given day, so a smaller simulation first finds out what
    /// share is.
    /// </summary>
    public static OneDay Of(int accounts, int campaign, int seed)
    {
        var pilot = new OneDay(Simulate(Pilot, 1, seed));
        var share = (double)pilot.Innocent / Pilot;
        return new OneDay(Simulate((int)Math.Round((accounts - campaign) / share), campaign, seed));
    }

    private static SimulationRun Simulate(int innocent, int campaign, int seed) =>
        new(Ladder.Rung("thin", new LadderSize(innocent, campaign, 1, (ulong)seed)));

    private void Take(in ParsedEvent parsed)
    {
        switch (parsed.Kind)
        {
            case EventKind.Call:
                var call = parsed.Call;
                if (call.Hour != _hour)
                {
                    Close();
                    _hour = call.Hour;
                }

                Calls++;
                _innocent.Add(call.Account);
                ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, call.Account, out _);
                (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
                break;
            case EventKind.Account:
                Population.Add(parsed.Account!);
                break;
            case EventKind.Ban:
                Population.Add(parsed.Ban!);
                break;
            default:
                throw new InvalidOperationException($"The parser refused an event of the simulation: {parsed.Reason}.");
        }
    }

    // Calls come in order of time, so an hour is complete when the next one begins.
    private void Close()
    {
        foreach (var window in _open.Values)
        {
            Population.Add(window);
        }

        Windows += _open.Count;
        _open.Clear();
    }
}
