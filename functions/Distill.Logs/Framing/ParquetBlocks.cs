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
                    CellValue.Write(row, json);
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
}
