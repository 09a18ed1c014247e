using System.Text.Json;
using Distill.Core.Profiles;

namespace Distill.Functions.Api;

/// <summary>Entries of the allow-lists as the API answers them.</summary>
internal static class AllowAnswer
{
    /// <summary>What an entry does: the API's name.</summary>
    public static string ActionName(this AllowEntry entry) => entry.Allows ? "allow" : "lift";

    public static string Name(this AllowKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>Reads a name; null for any other text.</summary>
    public static AllowKind? Kind(string? name) => Enum.GetValues<AllowKind>().Cast<AllowKind?>().FirstOrDefault(k => k!.Value.Name() == name);

    public static void Write(Utf8JsonWriter json, AllowEntry entry) => Write(json, entry, inForce: null);

    public static void Write(Utf8JsonWriter json, AllowList list, bool? inForce, DateTimeOffset now)
    {
        var current = list.At(now).Select(e => e.Id).ToHashSet();
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var entry in list.Entries.Where(e => inForce is not { } only || current.Contains(e.Id) == only))
        {
            Write(json, entry, current.Contains(entry.Id));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AllowEntry entry, bool? inForce)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("kind", entry.Kind.Name());
        json.WriteString("value", entry.Value);
        json.WriteString("action", entry.ActionName());
        DecisionAnswer.WriteAuthor(json, entry.By, entry.Why, entry.At, entry.Expires);
        if (inForce is { } now)
        {
            json.WriteBoolean("inForce", now);
        }

        json.WriteEndObject();
    }
}
