using ZstdSharp;

namespace Distill.Logs.Sources;

/// <summary>
/// A stream whose beginning can be looked at before it is read. It can't seek, so pipes work too. It reports damage with the file's name.
/// </summary>
/// <param name="inner">The bytes. Closed with this stream.</param>
/// <param name="file">The file's name, for messages.</param>
/// <param name="packing">How the bytes are packed, for messages: gzip, zstd. Empty if they are not.</param>
/// <param name="bytesRead">Called with the number of bytes read from <paramref name="inner"/>.</param>
internal sealed class PeekStream(Stream inner, string file, string packing = "", Action<long>? bytesRead = null) : Stream
{
    private byte[] _head = [];
    private int _taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Returns the next bytes without taking them: <paramref name="count"/>, or fewer at the end.</summary>
    /// <exception cref="IOException">The bytes can't be read. The message names the file.</exception>
    public ReadOnlyMemory<byte> Peek(int count)
    {
        var held = _head.Length - _taken;
        if (held < count)
        {
            var head = new byte[count];
            _head.AsSpan(_taken).CopyTo(head);
            while (held < count && Take(head.AsSpan(held)) is > 0 and var read)
            {
                held += read;
            }

            (_head, _taken) = (held < count ? head[..held] : head, 0);
        }

        return _head.AsMemory(_taken, Math.Min(count, held));
    }

    /// <exception cref="IOException">The bytes can't be read. The message names the file.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_taken == _head.Length)
        {
            return Take(buffer);
        }

        var count = Math.Min(buffer.Length, _head.Length - _taken);
        _head.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            bytesRead?.Invoke(read);
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw new IOException(
                $"Can't read {file} to its end: its {packing} data is damaged or cut short. Copy it again, or unpack what is whole and read that.",
                e
            );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Can't read {file}: access is denied. Give this user the right to read it.", e);
        }
        catch (IOException e) when (packing.Length == 0)
        {
            throw new IOException($"Can't read {file} to its end: {e.Message}", e);
        }
    }
}
