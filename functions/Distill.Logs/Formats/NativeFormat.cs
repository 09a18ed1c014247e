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

    public void Convert(JsonElement record, Conversion into)
    {
        var draft = new EventDraft();
        into.SetAccount(draft, record, []);
        draft.Fill(record);
        into.Add(draft, record);
    }
}
