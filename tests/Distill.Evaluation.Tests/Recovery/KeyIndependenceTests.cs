using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Logs.Traffic;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Evaluation.Tests.Recovery;

/// <summary>
/// The same log gives the same verdicts, byte for byte, whatever the keys are and whenever they change. The way of each event is the whole one: the
/// client seals, the service opens, the window is sealed for the store and opened for the correlation.
/// </summary>
public sealed class KeyIndependenceTests
{
    private const int Campaign = 40;

    [Fact]
    public void Verdicts_DoNotDependOnTheKeys()
    {
        var scenario = Ladder.Rung("naive", new LadderSize(Innocent: 250, Campaign, Days: 2, Seed: 21));
        var day = DateOnly.FromDateTime(scenario.Start.AddDays(1).UtcDateTime);
        var (expected, found) = Judge(scenario, keys: null);

        Assert.InRange(found, 0.8 * Campaign, Campaign);
        foreach (var keys in (string[])[Draw(), Draw(), $"{Draw()} {day:yyyy-MM-dd}:{Draw()}"])
        {
            Assert.True(KeyRing.TryParse(keys, out var ring, out _));
            Assert.Equal(expected, Judge(scenario, ring).Verdicts);
        }
    }

    private static (string Verdicts, int Found) Judge(Scenario scenario, KeyRing? keys)
    {
        var (clients, seal) = (keys?.ForClients(), keys is null ? null : new WindowSeal(keys.ForStore()));
        var parser = new EventParser(new EventLimits(), clients);
        var log = new TrafficLog();
        var simulation = new SimulationRun(scenario);
        foreach (var wire in simulation.Events())
        {
            var json = clients is not null && wire.Kind == WireEventKind.Call ? Sealed(wire, parser, clients) : wire.Json.ToArray();
            log.Add(parser.Parse(json, wire.Time));
        }

        Assert.Equal((0, 0), (log.Counts.RejectedInAll, log.Counts.Faults.All.Count(f => f.Field == EventField.PromptFeatures)));
        using var population = new Population();
        foreach (var record in log.Records)
        {
            population.Add(record);
        }

        var state = CorrelationState.Empty;
        foreach (var hour in log.Windows.GroupBy(w => w.Hour).OrderBy(g => g.Key))
        {
            foreach (var window in hour)
            {
                population.Add(seal is null ? window : seal.Open(window.Account, window.Hour, seal.Seal(window)));
            }

            // Twice: the second run continues what the first one found.
            if (hour.Key.Next.Number % 24 == 0)
            {
                state = new Correlator(new DetectionOptions()).Correlate(population, hour.Key, state);
            }
        }

        var lines = state
            .Verdicts.Values.OrderBy(v => v.Account)
            .Select(v => VerdictJson.Write(v))
            .Concat(state.Clusters.Select(c => ClusterJson.Write(c)))
            .Select(Encoding.UTF8.GetString);
        var campaign = simulation.Truth.Hydra.ToHashSet();
        return (string.Join('\n', lines), state.Verdicts.Values.Count(v => v.Level >= VerdictLevel.Suspect && campaign.Contains(v.Account.Value)));
    }

    // The event as a client with keys sends it.
    private static byte[] Sealed(WireEvent wire, EventParser parser, KeyRing clients)
    {
        var json = JsonNode.Parse(wire.Json.Span)!.AsObject();
        var features = parser.Parse(wire.Json.Span, wire.Time).Call.Prompt;
        if (!features.IsKnown)
        {
            return wire.Json.ToArray();
        }

        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
        {
            FeaturesJson.Write(writer, features, clients.At(wire.Time), Fingerprint.Of(wire.Json.Span));
        }

        foreach (var name in (string[])["prompt", "system", "turns"])
        {
            json.Remove(name);
        }

        json["promptFeatures"] = JsonNode.Parse(stream.ToArray());
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static string Draw() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyRing.MinBytes));
}
