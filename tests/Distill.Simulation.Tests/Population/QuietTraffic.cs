using System.Text.Json;

namespace Distill.Simulation.Tests.Population;

/// <summary>Five days of innocent traffic of every kind.</summary>
internal static class QuietTraffic
{
    private static readonly Lazy<Recording> s_all = new(() => Some.Rung("quiet", Some.Size(1800, 1, 5)));

    public static Recording All => s_all.Value;

    public static IEnumerable<JsonElement> Accounts(string kind) => All.Accounts.Where(a => IsOf(kind, a));

    public static IEnumerable<JsonElement> Calls(string kind) => All.Calls.Where(c => IsOf(kind, c));

    public static string Opening(string prompt) => string.Join(' ', Words(prompt).Take(6));

    public static string Ending(string prompt) => string.Join(' ', Words(prompt).TakeLast(6));

    private static bool IsOf(string kind, JsonElement wire) => All.Truth.Kinds[wire.Text("account")] == kind;

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
