using System.Text.Json;

namespace Distill.Simulation.Tests.Population;

/// <summary>Five days of innocent traffic of every kind.</summary>
internal static class QuietTraffic
{
    private static readonly Lazy<Recording> s_all = new(() => Some.Rung("quiet", Some.Size(1800, 1, 5)));
    private static readonly Lazy<ILookup<string, JsonElement>> s_accounts = new(() => All.Accounts.ToLookup(KindOf));
    private static readonly Lazy<ILookup<string, JsonElement>> s_calls = new(() => All.Calls.ToLookup(KindOf));

    public static Recording All => s_all.Value;

    public static IEnumerable<JsonElement> Accounts(string kind) => s_accounts.Value[kind];

    public static IEnumerable<JsonElement> Calls(string kind) => s_calls.Value[kind];

    public static string Opening(string prompt) => string.Join(' ', Words(prompt).Take(6));

    public static string Ending(string prompt) => string.Join(' ', Words(prompt).TakeLast(6));

    private static string KindOf(JsonElement wire) => All.Truth.Kinds[wire.Text("account")];

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
