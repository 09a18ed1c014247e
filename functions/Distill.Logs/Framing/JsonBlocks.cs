using System.Buffers;

namespace Distill.Logs.Framing;

/// <summary>Reads JSON that is not one record a line, in blocks of whole records.</summary>
internal static class JsonBlocks
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Returns the records in order, block by block, numbered from 1.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="wrapper">The name of the list in the object around it; null when there is none.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <param name="maxRecordBytes">The longest record in bytes. A longer one is skipped and told.</param>
    /// <exception cref="IOException">The stream can't be read to its end.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, string? wrapper, int blockBytes, int maxRecordBytes)
    {
        var scanner = new JsonScanner(wrapper, maxRecordBytes);
        var records = new RecordLines(file, blockBytes);
        var chunk = new byte[ChunkBytes];
        for (var isEnd = false; !isEnd; )
        {
            var filled = stream.Read(chunk);
            isEnd = filled == 0;
            for (var at = 0; at < filled || isEnd; )
            {
                if (isEnd)
                {
                    scanner.End();
                }
                else
                {
                    at += scanner.Scan(chunk.AsSpan(at, filled - at));
                }

                if (scanner is { HasRecord: true, IsOverlong: false })
                {
                    records.Writer.Write(scanner.Record);
                    records.EndRecord();
                }

                var isOverlong = scanner is { HasRecord: true, IsOverlong: true };
                if (!records.IsEmpty && (records.IsFull || isOverlong || isEnd))
                {
                    yield return records.Take();
                }

                if (isOverlong)
                {
                    yield return records.Overlong(scanner.RecordLength);
                }

                if (isEnd)
                {
                    break;
                }
            }
        }
    }
}
