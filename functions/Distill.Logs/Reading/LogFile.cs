using System.IO.Compression;

namespace Distill.Logs.Reading;

/// <summary>A log file with one event a line. It is plain or gzip, which its first bytes show. It is read in blocks of whole lines.</summary>
public sealed class LogFile(string path)
{
    /// <summary>The size of a block in bytes. A valid event is always smaller, so a line that fills a block is too large.</summary>
    public const int BlockBytes = 2 * 1024 * 1024;

    /// <summary>Reads the file. Returns its lines in order, block by block. Blank lines count, so line numbers are those of an editor.</summary>
    /// <param name="bytesRead">Called with the number of bytes read since its last call.</param>
    /// <exception cref="IOException">The file can't be read to its end. The message names it.</exception>
    public IEnumerable<LogBlock> Blocks(Action<long>? bytesRead = null)
    {
        using var file = Open();
        using var stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        var line = 1L;
        var told = 0L;
        var rest = ReadOnlyMemory<byte>.Empty;
        var skipping = false;
        for (var atEnd = false; !atEnd; )
        {
            var buffer = new byte[BlockBytes];
            rest.CopyTo(buffer);
            var filled = rest.Length + Fill(stream, buffer.AsSpan(rest.Length));
            atEnd = filled < buffer.Length;
            bytesRead?.Invoke(file.Position - told);
            told = file.Position;
            var bytes = new ReadOnlyMemory<byte>(buffer, 0, filled);
            if (skipping)
            {
                var end = bytes.Span.IndexOf((byte)'\n');
                if (end < 0)
                {
                    rest = ReadOnlyMemory<byte>.Empty;
                    continue;
                }

                (bytes, skipping, line) = (bytes[(end + 1)..], false, line + 1);
            }

            var whole = atEnd ? bytes.Length : bytes.Span.LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && !atEnd && bytes.Length == buffer.Length)
            {
                yield return new LogBlock(path, line, default, IsOverlong: true);
                (rest, skipping) = (ReadOnlyMemory<byte>.Empty, true);
                continue;
            }

            if (whole > 0)
            {
                yield return new LogBlock(path, line, bytes[..whole], IsOverlong: false);
                line += bytes.Span[..whole].Count((byte)'\n');
            }

            rest = bytes[whole..];
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Can't read {path}: {e.Message}", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        return isGzip;
    }

    private int Fill(Stream stream, Span<byte> buffer)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"Can't read {path} to its end: its gzip data is damaged or cut short.", e);
        }
        catch (IOException e)
        {
            throw new IOException($"Can't read {path} to its end: {e.Message}", e);
        }
    }
}
