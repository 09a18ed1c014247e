using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace Distill.Logs.Framing;

/// <summary>Reads Parquet files, one group of rows after another. Each row becomes an object; a missing value is left out.</summary>
internal static class ParquetBlocks
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the rows in order, block by block, numbered from 1.</summary>
    /// <param name="stream">The file. It must seek, because the columns' places stand at its end.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <exception cref="IOException">The file is damaged or cut short.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes)
    {
        var records = new RecordLines(file, blockBytes);
        var groups = Guarded(file, () => GroupsOf(stream));
        for (var group = 0; group < groups; group++)
        {
            var number = group;
            foreach (var row in Guarded(file, () => RowsOf(stream, number)))
            {
                using (var json = new Utf8JsonWriter(records.Writer, s_format))
                {
                    WriteValue(row, json);
                }

                records.EndRecord();
                if (records.IsFull)
                {
                    yield return records.Take();
                }
            }
        }

        if (!records.IsEmpty)
        {
            yield return records.Take();
        }
    }

    private static int GroupsOf(Stream stream)
    {
        var reader = ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult();
        try
        {
            return reader.RowGroupCount;
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<IDictionary<string, object?>> RowsOf(Stream stream, int group)
    {
        stream.Position = 0;
        return ParquetSerializer.DeserializeUntypedAsync(stream, null, group).GetAwaiter().GetResult().Data!;
    }

    // The library's own exceptions have no common type.
    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new IOException($"Can't read {file} to its end: its Parquet data is damaged or cut short ({e.Message}). Export it again.", e);
        }
    }

    private static void WriteValue(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case float or double:
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (double.IsFinite(number))
                {
                    json.WriteNumberValue(number);
                }
                else
                {
                    json.WriteNullValue();
                }

                break;
            case DateTime time:
                // Parquet's times are in UTC, or in a zone that nobody wrote down.
                json.WriteStringValue(DateTime.SpecifyKind(time, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteStringValue(bytes);
                break;
            case IDictionary members:
                WriteMembers(members, json);
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    WriteValue(element, json);
                }

                json.WriteEndArray();
                break;
            case decimal or sbyte or byte or short or ushort or int or uint or long or ulong:
                json.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteMembers(IDictionary members, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry member in members)
        {
            if (member.Value is not null)
            {
                json.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture)!);
                WriteValue(member.Value, json);
            }
        }

        json.WriteEndObject();
    }
}
