using System.Text.Json;
using Distill.Contracts;

namespace Distill.Evaluation.Labelled;

/// <summary>Reads a <c>truth.json</c> as <c>simulate</c> writes it. A file from another source needs only <c>hydra</c>.</summary>
public static class TruthFile
{
    /// <exception cref="IOException">The file can't be read, or holds no labels. The message names it.</exception>
    public static TrafficTruth Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Of(json.RootElement, Path.GetFileNameWithoutExtension(path));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new IOException(
                $"Can't read {path}: it holds no labels. {e.Message} Give the truth.json that 'distill simulate' wrote beside the log.",
                e
            );
        }
    }

    private static TrafficTruth Of(JsonElement json, string name)
    {
        var campaign = json.GetProperty("hydra").EnumerateArray().Select(Account).ToHashSet();
        return new TrafficTruth
        {
            Scenario = json.TryGetProperty("scenario", out var scenario) ? scenario.GetString() ?? name : name,
            Campaign = campaign,
            Operators = Members(json, "operators").ToDictionary(o => o.Account, o => o.Value.GetInt32()),
            Innocent = Members(json, "kinds")
                .Where(k => !campaign.Contains(k.Account))
                .ToDictionary(k => k.Account, k => k.Value.GetString() ?? TrafficTruth.Unlabelled),
            FirstCalls = Members(json, "firstCall").ToDictionary(c => c.Account, c => c.Value.GetDateTimeOffset()),
            Start = json.TryGetProperty("start", out var start) && start.ValueKind != JsonValueKind.Null ? start.GetDateTimeOffset() : null,
            Takeovers = json.TryGetProperty("bans", out var bans)
                ?
                [
                    .. bans.EnumerateArray()
                        .Select(b => new Takeover(
                            Account(b.GetProperty("account")),
                            b.GetProperty("time").GetDateTimeOffset(),
                            Account(b.GetProperty("replacement"))
                        )),
                ]
                : [],
        };
    }

    private static IEnumerable<(AccountId Account, JsonElement Value)> Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) ? members.EnumerateObject().Select(m => (AccountId.Parse(m.Name), m.Value)) : [];

    private static AccountId Account(JsonElement json) => AccountId.Parse(json.GetString() ?? "");
}
