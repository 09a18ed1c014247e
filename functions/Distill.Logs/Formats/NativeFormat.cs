using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>Our own events. They are read as they stand; only a list of them, or another account, makes a conversion needed.</summary>
internal sealed class NativeFormat : IRecordFormat
{
    private static readonly string[] s_types = ["call", "account", "ban", "unban", "refusal", "verification"];

    public string Name => "native";

    public string Title => "Distill's own events";

    public bool Recognizes(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object
        && record.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && s_types.Any(t => type.ValueEquals(t))
        && record.TryGetProperty("time", out _);

    /// <summary>Whether a line is an event of ours, by its type alone. False if it is not JSON.</summary>
    public static bool IsEvent(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isType = json.ValueTextEquals("type"u8);
                json.Read();
                if (isType && json.TokenType == JsonTokenType.String)
                {
                    foreach (var type in s_types)
                    {
                        if (json.ValueTextEquals(type))
                        {
                            return true;
                        }
                    }
                }

                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged, or text that is not valid UTF-16. Whoever takes the line says so.
        }

        return false;
    }

    public void Convert(JsonElement record, Conversion into)
    {
        var draft = new EventDraft();
        into.SetAccount(draft, record, []);
        draft.Fill(record);
        into.Add(draft, record);
    }
}
