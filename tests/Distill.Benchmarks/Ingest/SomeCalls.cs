using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Benchmarks.Ingest;

/// <summary>Simulated calls, the same in every run.</summary>
internal static class SomeCalls
{
    private const int Accounts = 2000;

    // Later than all of them.
    private static readonly DateTimeOffset s_arrived = Simulation().Scenario.Start.AddDays(1);

    /// <summary>The first calls as JSON.</summary>
    public static byte[][] Events(int count)
    {
        byte[][] events = [.. Simulation().Events().Where(e => e.Kind == WireEventKind.Call).Select(e => e.Json.ToArray()).Take(count)];
        return events.Length == count ? events : throw new InvalidOperationException($"The simulation has only {events.Length} calls.");
    }

    /// <summary>Parses an event that may not be refused.</summary>
    public static ApiCall Parse(EventParser parser, byte[] json)
    {
        var parsed = parser.Parse(json, s_arrived);
        return parsed.Kind == EventKind.Call ? parsed.Call : throw new InvalidOperationException("The parser refused a call of the simulation.");
    }

    /// <summary>Adds calls to their windows.</summary>
    public static void Fold(ApiCall[] calls, Dictionary<(AccountId, Hour), CallWindow> windows)
    {
        foreach (ref readonly var call in calls.AsSpan())
        {
            ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, (call.Account, call.Hour), out _);
            (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
        }
    }

    private static SimulationRun Simulation() => new(Ladder.Rung("thin", new LadderSize(Accounts, Accounts / 12, 1)));
}
