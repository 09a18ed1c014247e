using System.Text.Json;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>A format whose records stand inside of others: what ships or queries logs puts its own object around each or around a list.</summary>
/// <param name="inner">The format.</param>
/// <param name="path">Where its record stands, or the list of them.</param>
internal sealed class WrappedFormat(IRecordFormat inner, RecordPath path) : IRecordFormat
{
    // Levels of members that are looked into, and members of an object.
    private const int MaxDepth = 3;
    private const int MostMembers = 64;

    /// <summary>The format of the records inside.</summary>
    public IRecordFormat Inner => inner;

    public string Name => inner.Name;

    public string Title => $"{inner.Title}, in \"{path}\"";

    /// <summary>Finds the place of the records of a format inside of other records. Null when there is none.</summary>
    /// <param name="format">The format.</param>
    /// <param name="records">Records that are not of the format themselves.</param>
    public static WrappedFormat? Find(IRecordFormat format, IEnumerable<JsonElement> records)
    {
        foreach (var record in records)
        {
            for (var depth = 1; depth <= MaxDepth; depth++)
            {
                if (Places(record, "", depth).FirstOrDefault(p => InnerOf(p.Value).Any(format.Recognizes)) is { Path.Length: > 0 } found)
                {
                    return new WrappedFormat(format, new RecordPath(found.Path));
                }
            }
        }

        return null;
    }

    public bool Recognizes(JsonElement record) => path.Find(record) is { } value && InnerOf(value).Any(inner.Recognizes);

    public void Convert(JsonElement record, Conversion into)
    {
        if (path.Find(record) is not { } value)
        {
            // The shipper's own lines.
            into.SetAside.Add(OtherRecord.NoCall);
            return;
        }

        foreach (var one in InnerOf(value))
        {
            inner.Convert(one, into);
        }
    }

    // All values at a depth that may be records.
    private static IEnumerable<(string Path, JsonElement Value)> Places(JsonElement at, string prefix, int depth)
    {
        if (at.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return at.EnumerateObject()
            .Take(MostMembers)
            .Where(m => m.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String)
            .SelectMany(m => depth == 1 ? [(prefix + m.Name, m.Value)] : Places(m.Value, $"{prefix}{m.Name}.", depth - 1));
    }

    private static IEnumerable<JsonElement> InnerOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => [value],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(InnerOf),
            JsonValueKind.String when value.GetString() is ['{' or '[', ..] text && TryParse(text, out var parsed) => InnerOf(parsed),
            _ => [],
        };

    private static bool TryParse(string text, out JsonElement parsed)
    {
        try
        {
            parsed = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // It is a message for people.
            parsed = default;
            return false;
        }
    }
}
