using System.IO.Compression;
using System.Text.Json;

namespace Distill.Simulation.Tests;

public sealed class ScenarioWriterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("scenario").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public void Files_HoldTheEventsAndTheTruth()
    {
        var events = Path.Combine(_directory, "events.jsonl.gz");
        var truthFile = Path.Combine(_directory, "truth.json");
        var run = new SimulationRun(Ladder.Whack(Some.Size(200, 40, 3)));
        var written = ScenarioWriter.Write(run, events, truthFile);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(events), CompressionMode.Decompress));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        Assert.Equal(written, lines.Count);

        using var truth = JsonDocument.Parse(File.ReadAllText(truthFile));
        var root = truth.RootElement;
        string[] keys = ["scenario", "seed", "calls", "hydraCalls", "accounts", "hydra", "operators", "kinds", "start", "bans", "firstCall"];
        Assert.Equal(keys, root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(lines.Count(line => line.StartsWith("{\"type\":\"call\"", StringComparison.Ordinal)), root.GetProperty("calls").GetInt64());
        Assert.Equal(root.GetProperty("accounts").GetInt32(), root.GetProperty("kinds").EnumerateObject().Count());
        Assert.All(
            root.GetProperty("hydra").EnumerateArray(),
            account => Assert.Equal("hydra", root.GetProperty("kinds").Text(account.GetString()!))
        );
        Assert.NotEqual(0, root.GetProperty("bans").GetArrayLength());
        Assert.Equal(run.Truth.HydraCalls, root.GetProperty("hydraCalls").GetInt64());
    }
}
