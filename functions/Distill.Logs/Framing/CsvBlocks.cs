using System.Text.Json;
using nietras.SeparatedValues;

namespace Distill.Logs.Framing;

/// <summary>Reads a table of text with a header. Each row becomes an object of texts; an empty cell is left out.</summary>
internal static class CsvBlocks
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the rows in order, block by block, numbered from 1, the header aside.</summary>
    /// <param name="stream">The table, from its header on.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <param name="separator">What stands between cells; null to find it in the header: comma, semicolon, tab or bar.</param>
    /// <exception cref="IOException">The table can't be read to its end. The message says why.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes, char? separator = null)
    {
        var records = new RecordLines(file, blockBytes);
        using var table = Sep.Reader(o =>
                o with
                {
                    Sep = separator is { } named ? new Sep(named) : null,
                    HasHeader = false,
                    Unescape = true,
                    DisableColCountCheck = true,
                }
            )
            .From(stream);
        var columns = Guarded(file, () => Columns(table));
        while (Guarded(file, () => Fill(table, columns, records)))
        {
            yield return records.Take();
        }

        if (!records.IsEmpty)
        {
            yield return records.Take();
        }
    }

    // Of columns with one name the first counts, as tables that were joined have them; null stands for the others.
    private static JsonEncodedText?[] Columns(SepReader table)
    {
        var columns = new List<JsonEncodedText?>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (table.MoveNext())
        {
            var header = table.Current;
            for (var i = 0; i < header.ColCount; i++)
            {
                var name = NameOf(header[i].ToString());
                columns.Add(seen.Add(name) ? JsonEncodedText.Encode(name) : null);
            }
        }

        return [.. columns];
    }

    // A workspace of Log Analytics writes the zone behind the name of a time.
    private static string NameOf(string column)
    {
        const string Zone = " [UTC]";
        var name = column.Trim();
        return name.EndsWith(Zone, StringComparison.Ordinal) ? name[..^Zone.Length] : name;
    }

    // False at the end of the table.
    private static bool Fill(SepReader table, JsonEncodedText?[] columns, RecordLines records)
    {
        using var json = new Utf8JsonWriter(records.Writer, s_format);
        while (table.MoveNext())
        {
            WriteRow(table.Current, columns, json);
            records.EndRecord();
            json.Reset();
            if (records.IsFull)
            {
                return true;
            }
        }

        return false;
    }

    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or ArgumentException)
        {
            throw new IOException(
                $"Can't read {file} to its end: {e.Message} Often a quote is never closed. Export the table again, with quotes doubled.",
                e
            );
        }
    }

    // A row of another length is not cut to fit: nobody knows which cell is missing. A quote that is never closed swallows what follows. Such a row
    // becomes a text, which is no event, and counts with all its bytes.
    private static void WriteRow(SepReader.Row row, JsonEncodedText?[] columns, Utf8JsonWriter json)
    {
        if (row.Span.IsWhiteSpace())
        {
            // It stays blank, so that the rows keep their numbers.
            return;
        }

        if (row.ColCount != columns.Length || row.Span.Count('"') % 2 != 0)
        {
            json.WriteStringValue(row.Span);
            json.Flush();
            return;
        }

        json.WriteStartObject();
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is { } name && row[i].Span is { IsEmpty: false } cell)
            {
                json.WriteString(name, cell);
            }
        }

        json.WriteEndObject();
        json.Flush();
    }
}
