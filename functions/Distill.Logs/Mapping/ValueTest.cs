using System.IO.Enumeration;
using System.Text.Json;

namespace Distill.Logs.Mapping;

/// <summary>A condition on a record: the value at a path is one of some texts. <c>*</c> stands for any characters.</summary>
internal sealed record ValueTest(RecordPath Path, IReadOnlyList<string> Patterns)
{
    /// <summary>Reads <c>{path: [text, ...]}</c>.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static IReadOnlyList<ValueTest> Read(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
            ?
            [
                .. json.EnumerateObject()
                    .Select(p => new ValueTest(
                        new RecordPath(p.Name),
                        p.Value.ValueKind == JsonValueKind.Array
                            ? [.. p.Value.EnumerateArray().Select(v => v.ToString())]
                            : throw new FormatException($"\"{name}\" must hold a list of texts for each path.")
                    )),
            ]
            : throw new FormatException($"\"{name}\" must be an object of paths and lists of texts.");

    /// <summary>Whether the record's value is one of the texts. A list or an object counts as its JSON.</summary>
    public bool IsMet(JsonElement record) =>
        Path.Find(record) is { } value && value.ToString() is var text && Patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, text));
}
