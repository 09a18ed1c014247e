using System.Text.Json;
using Distill.Contracts;

namespace Distill.Cli.Evaluate.Labelled;

/// <summary>Reads a <c>truth.json</c> as <c>simulate</c> writes it. Only <c>hydra</c> is required of one from elsewhere.</summary>
internal static class TruthFile
{
    /// <exception cref="IOException">The file can't be read, or is none; the message names it.</exception>
    public static Truth Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Of(json.RootElement, Path.GetFileNameWithoutExtension(path));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new IOException($"Can't read {path}: it is no file of labels. {e.Message}", e);
        }
    }

    private static Truth Of(JsonElement json, string name)
    {
        var campaign = json.GetProperty("hydra").EnumerateArray().Select(Account).ToHashSet();
        return new Truth
        {
            Scenario = json.TryGetProperty("scenario", out var scenario) ? scenario.GetString() ?? name : name,
            Campaign = campaign,
            Innocent = Members(json, "kinds")
                .Where(k => !campaign.Contains(k.Account))
                .ToDictionary(k => k.Account, k => k.Value.GetString() ?? Truth.Unlabelled),
            FirstCalls = Members(json, "firstCall").ToDictionary(c => c.Account, c => c.Value.GetDateTimeOffset()),
            Start = json.TryGetProperty("start", out var start) && start.ValueKind != JsonValueKind.Null ? start.GetDateTimeOffset() : null,
            Successions = json.TryGetProperty("bans", out var bans)
                ?
                [
                    .. bans.EnumerateArray()
                        .Select(b => new Succession(
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
