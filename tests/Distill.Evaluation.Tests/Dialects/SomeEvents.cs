using Distill.Evaluation.Dialects;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Evaluation.Tests.Dialects;

/// <summary>Simulated events for tests of dialects.</summary>
internal static class SomeEvents
{
    private static readonly SimulationRun s_simulation = new(Ladder.Thin(new LadderSize(60, 10, 1, 3)));

    /// <summary>A day of 60 innocent and ten campaign accounts.</summary>
    public static IReadOnlyList<WireEvent> All { get; } = [.. s_simulation.Events().Select(e => e with { Json = e.Json.ToArray() })];

    public static IReadOnlySet<string> Campaign { get; } = s_simulation.Truth.Hydra.ToHashSet();

    public static Dialect Named(string dialect) => AllDialects.Named(dialect)!;

    /// <summary>Returns an event in a dialect.</summary>
    public static EditableEvent Write(Dialect dialect, WireEvent wire)
    {
        var e = EditableEvent.Read(wire.Json.Span);
        dialect.Rewrite(e);
        return EditableEvent.Read(e.Write());
    }
}
