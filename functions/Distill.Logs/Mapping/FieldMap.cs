using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Logs.Mapping;

/// <summary>How to read one format: where each field stands, and which records are no calls. It is data: the presets, or the user's file.</summary>
internal sealed record FieldMap
{
    /// <summary>What <c>--format</c> calls it.</summary>
    public string Name { get; init; } = "mapping";

    public string Title { get; init; } = "records read by a mapping";

    /// <summary>Where each field stands: the first source that has a value counts.</summary>
    public IReadOnlyDictionary<EventField, IReadOnlyList<FieldSource>> Fields { get; init; } =
        new Dictionary<EventField, IReadOnlyList<FieldSource>>();

    /// <summary>Lists of paths. A record that has all paths of one of them looks like this format.</summary>
    public IReadOnlyList<IReadOnlyList<RecordPath>> Recognized { get; init; } = [];

    /// <summary>Where the record itself stands, if something wraps it.</summary>
    public IReadOnlyList<RecordPath> Unwrap { get; init; } = [];

    /// <summary>Records that do not meet all of these are no calls.</summary>
    public IReadOnlyList<ValueTest> Only { get; init; } = [];

    /// <summary>Records that meet one of these are no calls.</summary>
    public IReadOnlyList<(OtherRecord Kind, IReadOnlyList<ValueTest> Tests)> Aside { get; init; } = [];

    /// <summary>Reads a mapping.</summary>
    /// <param name="json">The mapping's JSON.</param>
    /// <param name="preset">Finds a preset by its name. A mapping may build on one.</param>
    /// <exception cref="FormatException">It is no mapping. The message says what is wrong.</exception>
    public static FieldMap Read(JsonElement json, Func<string, FieldMap?> preset)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A mapping is a JSON object with \"fields\".");
        }

        var map = json.TryGetProperty("preset", out var named) ? PresetOf(named, preset) : new FieldMap();
        foreach (var part in json.EnumerateObject())
        {
            map = part.Name switch
            {
                "preset" => map,
                "name" => map with { Name = part.Value.ToString() },
                "title" => map with { Title = part.Value.ToString() },
                "fields" => map with { Fields = FieldsOf(part.Value, map.Fields) },
                "recognize" => map with { Recognized = [.. part.Value.EnumerateArray().Select(Paths)] },
                "unwrap" => map with { Unwrap = Paths(part.Value) },
                "only" => map with { Only = ValueTest.Read(part.Value, "only") },
                "aside" => map with { Aside = AsideOf(part.Value) },
                _ => throw new FormatException($"A mapping has no \"{part.Name}\". It has preset, fields, unwrap, only and aside."),
            };
        }

        return map;
    }

    private static FieldMap PresetOf(JsonElement named, Func<string, FieldMap?> preset) =>
        preset(named.ToString()) ?? throw new FormatException($"There is no preset \"{named}\".");

    private static Dictionary<EventField, IReadOnlyList<FieldSource>> FieldsOf(
        JsonElement json,
        IReadOnlyDictionary<EventField, IReadOnlyList<FieldSource>> preset
    )
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("\"fields\" must be an object: \"account\": \"path.of.the.account\" and so on.");
        }

        var fields = new Dictionary<EventField, IReadOnlyList<FieldSource>>(preset);
        foreach (var part in json.EnumerateObject())
        {
            fields[FieldOf(part.Name)] =
                part.Value.ValueKind == JsonValueKind.Array
                    ? [.. part.Value.EnumerateArray().Select(s => FieldSource.Read(s, part.Name))]
                    : [FieldSource.Read(part.Value, part.Name)];
        }

        return fields;
    }

    private static EventField FieldOf(string name) =>
        Enum.GetValues<EventField>().Cast<EventField?>().FirstOrDefault(f => f is not EventField.Event && f!.Value.Name() == name)
        ?? throw new FormatException(
            $"An event has no field \"{name}\". It has {string.Join(", ", Enum.GetValues<EventField>()[1..].Select(f => f.Name()))}."
        );

    private static IReadOnlyList<RecordPath> Paths(JsonElement json) => [.. json.EnumerateArray().Select(p => new RecordPath(p.GetString()!))];

    private static List<(OtherRecord Kind, IReadOnlyList<ValueTest> Tests)> AsideOf(JsonElement json) =>
        [
            .. json.EnumerateObject()
                .Select(p =>
                    (
                        OtherRecordNames.Parse(p.Name)
                            ?? throw new FormatException(
                                $"No kind of record is called \"{p.Name}\". There are "
                                    + $"{string.Join(", ", Enum.GetValues<OtherRecord>().Select(k => k.Name()))}."
                            ),
                        ValueTest.Read(p.Value, p.Name)
                    )
                ),
        ];
}
