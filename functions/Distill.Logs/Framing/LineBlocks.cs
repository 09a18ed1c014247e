namespace Distill.Logs.Framing;

/// <summary>Reads text with one record a line, in blocks of whole lines.</summary>
internal static class LineBlocks
{
    /// <summary>Returns the lines in order, block by block. Blank lines count, so line numbers are those of an editor.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <param name="maxLineBytes">The longest line in bytes. A longer one is skipped and told.</param>
    /// <exception cref="IOException">The stream can't be read to its end.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes, int maxLineBytes)
    {
        var line = 1L;
        var rest = ReadOnlyMemory<byte>.Empty;
        var skipped = 0L;
        for (var atEnd = false; !atEnd; )
        {
            // A block grows only for a line that does not fit.
            var buffer = GC.AllocateUninitializedArray<byte>(rest.Length < blockBytes ? blockBytes : Math.Min(maxLineBytes, 2 * rest.Length));
            rest.CopyTo(buffer);
            var filled = rest.Length + stream.ReadAtLeast(buffer.AsSpan(rest.Length), buffer.Length - rest.Length, throwOnEndOfStream: false);
            atEnd = filled < buffer.Length;
            var bytes = new ReadOnlyMemory<byte>(buffer, 0, filled);
            if (skipped > 0)
            {
                var end = bytes.Span.IndexOf((byte)'\n');
                skipped += end < 0 ? bytes.Length : end;
                if (end < 0 && !atEnd)
                {
                    rest = ReadOnlyMemory<byte>.Empty;
                    continue;
                }

                yield return new LogBlock(file, line, default, skipped);
                (bytes, skipped, line) = (end < 0 ? default : bytes[(end + 1)..], 0, line + 1);
            }

            var whole = atEnd ? bytes.Length : bytes.Span.LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && !atEnd && bytes.Length >= maxLineBytes)
            {
                (rest, skipped) = (ReadOnlyMemory<byte>.Empty, bytes.Length);
                continue;
            }

            if (whole > 0)
            {
                yield return new LogBlock(file, line, bytes[..whole]);
                line += bytes.Span[..whole].Count((byte)'\n');
            }

            rest = bytes[whole..];
        }
    }
}
