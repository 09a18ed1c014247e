using System.Text.Json;
using nietras.SeparatedValues;

namespace Distill.Logs.Framing;

/// <summary>Reads a table of text with a header. Each row becomes an object of texts; an empty cell is left out.</summary>
internal static class CsvBlocks
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the rows in order, block by block, numbered from 1, the header aside.</summary>
    /// <param name="stream">The table. The separator is found in its header: comma, semicolon, tab or bar.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <exception cref="IOException">The table can't be read to its end. The message says why.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes)
    {
        var records = new RecordLines(file, blockBytes);
        using var table = Sep.Reader(o => o with { Unescape = true, DisableColCountCheck = true }).From(stream);
        var columns = table.Header.ColNames.Select(n => JsonEncodedText.Encode(NameOf(n))).ToArray();
        while (Fill(table, columns, records, file))
        {
            yield return records.Take();
        }

        if (!records.IsEmpty)
        {
            yield return records.Take();
        }
    }

    private static string NameOf(string column) =>
        column.Trim() is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : column.Trim();

    // False at the end of the table.
    private static bool Fill(SepReader table, JsonEncodedText[] columns, RecordLines records, string file)
    {
        using var json = new Utf8JsonWriter(records.Writer, s_format);
        try
        {
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
    private static void WriteRow(SepReader.Row row, JsonEncodedText[] columns, Utf8JsonWriter json)
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
            if (row[i].Span is { IsEmpty: false } cell)
            {
                json.WriteString(columns[i], cell);
            }
        }

        json.WriteEndObject();
        json.Flush();
    }
}
