using Distill.Core.Events;
using Distill.Logs.Traffic;
using Distill.Simulation;

namespace Distill.Evaluation.Labelled;

/// <summary>Lets a simulation's events run through the parser into windows, as they are made: no file lies between.</summary>
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

        // A simulated event that the parser refuses would be left out of every figure.
        return log.Counts.RejectedInAll == 0
            ? new LabelledTraffic(log, TrafficTruth.Of(simulation.Truth) with { Launch = simulation.Scenario.Start + simulation.Scenario.Launch })
            : throw new InvalidOperationException(
                $"The parser refused {log.Counts.RejectedInAll} events of the simulation {simulation.Scenario.Name}."
            );
    }
}
