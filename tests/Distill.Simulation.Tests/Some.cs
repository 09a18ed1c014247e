using System.Text.Json;

namespace Distill.Simulation.Tests;

/// <summary>Small scenarios, and their events taken apart.</summary>
internal static class Some
{
    public static LadderSize Size(int innocent = 300, int campaign = 80, int days = 5, ulong seed = 1) => new(innocent, campaign, days, seed);

    public static Recording Rung(string rung, LadderSize? size = null) => Read(new SimulationRun(Ladder.Rung(rung, size ?? Size())));

    public static Recording Read(SimulationRun run)
    {
        var events = new List<JsonElement>();
        foreach (var wire in run.Events())
        {
            using var document = JsonDocument.Parse(wire.Json);
            events.Add(document.RootElement.Clone());
        }
        return new(run, events);
    }

    public static string Text(this JsonElement wire, string name) => wire.TryGetProperty(name, out var value) ? value.GetString()! : "";

    public static DateTimeOffset Time(this JsonElement wire, string name = "time") => wire.GetProperty(name).GetDateTimeOffset();
}

internal sealed record Recording(SimulationRun Run, List<JsonElement> Events)
{
    public GroundTruth Truth => Run.Truth;
    public HashSet<string> Hydra { get; } = [.. Run.Truth.Hydra];
    public IReadOnlyList<JsonElement> Calls { get; } = [.. Events.Where(e => e.Text("type") == "call")];
    public IReadOnlyList<JsonElement> Accounts { get; } = [.. Events.Where(e => e.Text("type") == "account")];

    /// <summary>Calls for the campaign: those of an aged account's earlier life are not.</summary>
    public IEnumerable<JsonElement> CampaignCalls =>
        Calls.Where(c => Truth.FirstCall.TryGetValue(c.Text("account"), out var first) && c.Time() >= first);

    public IEnumerable<JsonElement> CampaignAccounts => Accounts.Where(a => Hydra.Contains(a.Text("account")));
}
