namespace Distill.Core.Windows;

/// <summary>The packed calls of a shard's accounts: a log, which is rewritten when more than half of it is dead.</summary>
/// <remarks>One thread writes. Any number of threads may read while no thread writes.</remarks>
internal sealed class CallStore(CallFile file)
{
    // Largest log that is read as a whole, in bytes. A larger one, with accounts of thousands of calls, is read piece by piece.
    private const int MostInMemory = 128 << 20;

    private CallLog _log = new(file);
    private long _live;
    private byte[]? _image;

    public NameTable Names => file.Names;

    /// <summary>Scratch for the writing thread.</summary>
    public CallBuffer Writing => file.Writing;

    /// <summary>Appends bytes and returns the position of the first.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _live += bytes.Length;
        return _log.Append(bytes);
    }

    /// <summary>Marks this many bytes as no longer needed.</summary>
    public void Release(int length) => _live -= length;

    /// <summary>Returns appended bytes. When the log is held in memory they are not copied; otherwise they are read into the buffer.</summary>
    public ReadOnlySpan<byte> Read(long start, int length, Span<byte> buffer)
    {
        if (_image is { } image)
        {
            return image.AsSpan((int)start, length);
        }

        _log.Read(start, buffer[..length]);
        return buffer[..length];
    }

    /// <summary>Holds the log in memory during a visit that reads much of it. By one thread at a time.</summary>
    public void Scan(Action visit)
    {
        var image = _log.Length <= MostInMemory ? file.Buffer((int)_log.Length) : null;
        try
        {
            if (image is not null)
            {
                _log.Read(0, image.AsSpan(0, (int)_log.Length));
                _image = image;
            }

            visit();
        }
        finally
        {
            _image = null;
            if (image is not null)
            {
                file.GiveBack(image);
            }
        }
    }

    /// <summary>Rewrites the log when less than half of it is live.</summary>
    /// <param name="move">Copies all that is live to a new log.</param>
    public void Compact(Action<CallLog> move)
    {
        if (_log.Length - _live <= Math.Max(_live, CallFile.ExtentBytes))
        {
            return;
        }

        var log = new CallLog(file);
        Scan(() => move(log));
        _log.Free();
        _log = log;
    }
}
