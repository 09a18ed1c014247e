using Distill.Core.Events;
using Distill.Logs.Traffic;
using Distill.Simulation;

namespace Distill.Evaluation.Labelled;

/// <summary>Parses a simulation's events into windows while they are made, without a file in between.</summary>
internal static class SimulatedTraffic
{
    private const int CheckEvery = 10_000;

    public static LabelledTraffic Read(SimulationRun simulation, CancellationToken cancellationToken)
    {
        var parser = new EventParser(new EventLimits());
        var log = new TrafficLog();
        long read = 0;
        foreach (var wire in simulation.Events())
        {
            log.Add(parser.Parse(wire.Json.Span, wire.Time));
            if (++read % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        // If the parser rejects a simulated event, the result is useless, because no figure would count that event.
        return log.Counts.RejectedInAll == 0
            ? new LabelledTraffic(log, TrafficTruth.Of(simulation.Truth) with { Launch = simulation.Scenario.Start + simulation.Scenario.Launch })
            : throw new InvalidOperationException(
                $"The parser refused {log.Counts.RejectedInAll} events of the simulation {simulation.Scenario.Name}."
            );
    }
}
