using Distill.Files;
using Distill.Simulation;

namespace Distill.Cli.Simulate;

/// <summary>Writes a simulation's events as a log file, and its truth beside it; neither file appears before both are complete.</summary>
internal static class SimulatedLog
{
    public const string TruthName = "truth.json";

    /// <exception cref="IOException">A file can't be written.</exception>
    public static void Write(string path, SimulationRun simulation, Gauge gauge, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var (draft, truth) = (Draft(folder, Path.GetFileName(path)), Draft(folder, TruthName));
        try
        {
            gauge.Total = (long)simulation.Scenario.Length.TotalMinutes;
            ScenarioWriter.Write(simulation, draft, truth, new Reached(simulation.Scenario.Start, gauge), cancellationToken);
            File.Move(draft, path, overwrite: true);
            File.Move(truth, Path.Combine(folder, TruthName), overwrite: true);
        }
        finally
        {
            File.Delete(draft);
            File.Delete(truth);
        }
    }

    // The ending of the name says whether the file is packed, so it stays last.
    private static string Draft(string folder, string name) => Path.Combine(folder, $".{Environment.ProcessId}.{name}");

    private sealed class Reached(DateTimeOffset start, Gauge gauge) : IProgress<DateTimeOffset>
    {
        public void Report(DateTimeOffset value) => gauge.Set(Math.Max(0, (long)(value - start).TotalMinutes));
    }
}
