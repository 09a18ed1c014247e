using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Distill.Logs.Tests.Formats;

/// <summary>Writes the records of a sample in another way that means the same.</summary>
internal static class Variant
{
    /// <summary>Ways to write JSON records. Each gives the files of a log.</summary>
    public static IReadOnlyDictionary<string, Func<JsonNode[], (string Name, byte[] Bytes)[]>> Json { get; } =
        new Dictionary<string, Func<JsonNode[], (string, byte[])[]>>
        {
            ["members in reverse"] = r => One(Lines(r.Select(Reversed))),
            ["one list"] = r => One(List(r, indented: false)),
            ["one list, indented, CRLF"] = r => One(List(r, indented: true).ReplaceLineEndings("\r\n")),
            ["a mark and CRLF"] = r => One("\uFEFF" + Lines(r).ReplaceLineEndings("\r\n")),
            ["a mark inside"] = r => One("\uFEFF" + Lines(r[..1]) + "\uFEFF" + Lines(r[1..])),
            ["records in an object"] = r => One($"{{\"count\":{r.Length},\"records\":{List(r, false)},\"next\":null}}"),
            ["an object around each list"] = r => One(Lines(r.Select(x => Object("records", new JsonArray(x.DeepClone()))))),
            ["empty lists between"] = r => One("{\"records\":[]}\n" + Lines(r)),
            ["a list deep inside"] = r => One(new JsonObject { ["data"] = Object("hits", Array(r)), ["took"] = 3 }.ToJsonString()),
            ["an event of a shipper"] = r => One(Lines(r.Select(x => Object("event", x.DeepClone(), ("host", "h1"))))),
            ["text of a container's log"] = r => One(Lines(r.Select(x => Object("log", x.ToJsonString() + "\n", ("stream", "stdout"))))),
            ["a source in a search's answer"] = r => One(Lines(r.Select(x => Object("_source", x.DeepClone(), ("_index", "logs"))))),
            ["numbers as text"] = r => One(Lines(r.Select(x => Mapped(x, NumberAsText)))),
            ["fields that nobody knows"] = r => One(Lines(r.Select(WithMore))),
            ["a comma behind each line"] = r => One(Lines(r).Replace("\n", ",\n", StringComparison.Ordinal)),
            ["blank lines before"] = r => One("\n\n\n\n" + Lines(r)),
            ["blank lines"] = r => One("\n\n" + Lines(r).Replace("\n", "\n \t\n", StringComparison.Ordinal)),
            ["no end of the last line"] = r => One(Lines(r).TrimEnd()),
            ["one after another without lines"] = r => One(string.Concat(r.Select(x => x.ToJsonString()))),
            ["UTF-16"] = r => [("log", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Lines(r))])],
            ["rotated"] = r => [("log.1", Utf8(Lines(r[..1]))), ("log", Utf8(Lines(r[1..])))],
            ["packed in a folder"] = r => [("a/b/log.json.gz", Gzip(Lines(r)))],
            ["two packed parts in one file"] = r => [("log.gz", [.. Gzip(Lines(r[..1])), .. Gzip(Lines(r[1..]))])],
        };

    /// <summary>Ways to write a table of text.</summary>
    public static IReadOnlyDictionary<string, Func<string[][], string>> Table { get; } =
        new Dictionary<string, Func<string[][], string>>
        {
            ["columns in reverse"] = t => Csv(t.Select(row => row.Reverse().ToArray())),
            ["a mark and CRLF"] = t => "\uFEFF" + Csv(t).ReplaceLineEndings("\r\n"),
            ["semicolons"] = t => Csv(t, ';'),
            ["tabs"] = t => Csv(t, '\t'),
            ["bars"] = t => Csv(t, '|'),
            ["all quoted"] = t => Csv(t, always: true),
            ["names in upper case"] = t =>
                Csv([
                    [.. t[0].Select(n => n.ToUpperInvariant())],
                    .. t[1..],
                ]),
            ["names in lower case"] = t =>
                Csv([
                    [.. t[0].Select(n => n.ToLowerInvariant())],
                    .. t[1..],
                ]),
            ["a zone behind the name of a time"] = t =>
                Csv([
                    [.. t[0].Select(n => n == "TimeGenerated" ? n + " [UTC]" : n)],
                    .. t[1..],
                ]),
            ["one more column"] = t => Csv(t.Select((row, i) => row.Append(i == 0 ? "note" : "x").ToArray())),
            ["blank lines before"] = t => "\n\n\n\n" + Csv(t),
            ["a spreadsheet's line that names the separator"] = t => "sep=;\r\n" + Csv(t, ';'),
            ["the same with a mark, and in quotes"] = t => "\uFEFF\"sep=|\"\r\n" + Csv(t, '|'),
            ["a column twice"] = t => Csv(t.Select((row, i) => row.Append(i == 0 ? row[0] : "x").ToArray())),
            ["blank lines at the end"] = t => Csv(t) + "\n\n",
        };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Lines(IEnumerable<JsonNode> records) => string.Concat(records.Select(r => r.ToJsonString() + "\n"));

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Utf8(text));
        }

        return packed.ToArray();
    }

    private static (string, byte[])[] One(string text) => [("log", Utf8(text))];

    private static string List(JsonNode[] records, bool indented) =>
        Array(records).ToJsonString(new JsonSerializerOptions { WriteIndented = indented });

    private static JsonArray Array(JsonNode[] records) => [.. records.Select(r => r.DeepClone())];

    private static JsonObject Object(string name, JsonNode? value, params (string Name, string Value)[] more)
    {
        var made = new JsonObject();
        foreach (var (other, text) in more)
        {
            made[other] = text;
        }

        made[name] = value;
        return made;
    }

    private static JsonNode Reversed(JsonNode node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Reversed(m.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(e => e is null ? null : Reversed(e))]),
            _ => node.DeepClone(),
        };

    private static JsonNode Mapped(JsonNode node, Func<JsonValue, JsonNode> map) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Mapped(m.Value, map)))),
            JsonArray list => new JsonArray([.. list.Select(e => e is null ? null : Mapped(e, map))]),
            _ => map((JsonValue)node),
        };

    private static JsonNode NumberAsText(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.Number ? JsonValue.Create(value.ToJsonString())! : value.DeepClone();

    private static JsonNode WithMore(JsonNode record)
    {
        if (record is JsonArray list)
        {
            return new JsonArray([.. list.Select(e => WithMore(e!))]);
        }

        var more = record.DeepClone().AsObject();
        more["x_extra"] = new JsonObject { ["deep"] = new JsonArray(1, new JsonObject { ["y"] = "z" }) };
        more["x_null"] = null;
        return more;
    }

    private static string Csv(IEnumerable<string[]> rows, char separator = ',', bool always = false) =>
        string.Concat(rows.Select(row => string.Join(separator, row.Select(cell => Quoted(cell, separator, always))) + "\n"));

    private static string Quoted(string cell, char separator, bool always) =>
        always || cell.AsSpan().ContainsAny(['"', '\r', '\n', separator]) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
