using Distill.Core.Events;
using Distill.Logs.Traffic;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Evaluation.Labelled;

/// <summary>Parses a simulation's events into windows while they are made, without a file in between.</summary>
internal static class SimulatedTraffic
{
    private const int CheckEvery = 10_000;

    /// <summary>Reads a simulation as it is.</summary>
    /// <exception cref="InvalidOperationException">The parser rejected an event.</exception>
    public static LabelledTraffic Read(SimulationRun simulation, CancellationToken cancellationToken)
    {
        var traffic = Read(simulation, wire => wire.Json, cancellationToken);

        // If the parser rejects a simulated event, the result is useless, because no figure would count that event.
        return traffic.Log.Counts.RejectedInAll == 0
            ? traffic
            : throw new InvalidOperationException(
                $"The parser refused {traffic.Log.Counts.RejectedInAll} events of the simulation {simulation.Scenario.Name}."
            );
    }

    /// <summary>Reads a simulation whose events are rewritten first. The parser may reject what was rewritten.</summary>
    public static LabelledTraffic Read(SimulationRun simulation, Func<WireEvent, ReadOnlyMemory<byte>> rewrite, CancellationToken cancellationToken)
    {
        var parser = new EventParser(new EventLimits());
        var log = new TrafficLog();
        long read = 0;
        foreach (var wire in simulation.Events())
        {
            log.Add(parser.Parse(rewrite(wire).Span, wire.Time));
            if (++read % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return new LabelledTraffic(log, TrafficTruth.Of(simulation.Truth) with { Launch = simulation.Scenario.Start + simulation.Scenario.Launch });
    }
}
