using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Distill.Simulation;

/// <summary>Writes a simulation to files: its events, one a line, and the truth about it.</summary>
public static class ScenarioWriter
{
    private const int ReportEvery = 10_000;

    /// <summary>
    /// Writes all events to <paramref name="eventsPath"/> (as gzip if it ends in .gz), then the truth to <paramref name="truthPath"/>.
    /// </summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="eventsPath">A path that ends in .jsonl or .jsonl.gz.</param>
    /// <param name="truthPath">A path that ends in .json; null to write no truth.</param>
    /// <param name="progress">Receives now and then the event time reached.</param>
    /// <param name="cancellationToken">Stops the writing. The files are then incomplete.</param>
    /// <returns>The number of events.</returns>
    public static long Write(
        SimulationRun simulation,
        string eventsPath,
        string? truthPath = null,
        IProgress<DateTimeOffset>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        long written = 0;
        using (var file = new FileStream(eventsPath, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            using Stream stream = eventsPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new BufferedStream(new GZipStream(file, CompressionLevel.Fastest), 1 << 16)
                : file;
            foreach (var wire in simulation.Events())
            {
                stream.Write(wire.Json.Span);
                stream.WriteByte((byte)'\n');
                if (++written % ReportEvery != 0)
                {
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(wire.Time);
            }
        }
        if (truthPath is not null)
        {
            using var truth = File.Create(truthPath);
            WriteTruth(simulation.Truth, truth);
        }
        return written;
    }

    /// <summary>
    /// Writes one JSON object: scenario, seed, calls, hydraCalls, accounts, hydra, operators (not 0), kinds, start, bans, firstCall.
    /// </summary>
    public static void WriteTruth(GroundTruth truth, Stream into)
    {
        using var json = new Utf8JsonWriter(into, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("scenario", truth.Scenario);
        json.WriteString("seed", truth.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("calls", truth.Calls);
        json.WriteNumber("hydraCalls", truth.HydraCalls);
        json.WriteNumber("accounts", truth.Kinds.Count);
        json.WriteStartArray("hydra");
        foreach (var account in truth.Hydra)
        {
            json.WriteStringValue(account);
        }

        json.WriteEndArray();
        json.WriteStartObject("operators");
        foreach (var (account, number) in truth.Operators.Where(o => o.Value > 0))
        {
            json.WriteNumber(account, number);
        }

        json.WriteEndObject();
        json.WriteStartObject("kinds");
        foreach (var (account, kind) in truth.Kinds)
        {
            json.WriteString(account, kind);
        }

        json.WriteEndObject();
        if (truth.Start is { } start)
        {
            json.WriteString("start", Format(start));
        }
        else
        {
            json.WriteNull("start");
        }

        json.WriteStartArray("bans");
        foreach (var ban in truth.Bans)
        {
            json.WriteStartObject();
            json.WriteString("account", ban.Account);
            json.WriteString("time", Format(ban.Time));
            json.WriteString("replacement", ban.Replacement);
            json.WriteString("availableAt", Format(ban.AvailableAt));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("firstCall");
        foreach (var (account, time) in truth.FirstCall)
        {
            json.WriteString(account, Format(time));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
