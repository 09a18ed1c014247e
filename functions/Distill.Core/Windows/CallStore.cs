namespace Distill.Core.Windows;

/// <summary>Where the packed calls of some thousand accounts lie: a log, rewritten when more than half of it is dead.</summary>
/// <remarks>
/// What must be seen as a whole is read extent by extent, whatever order the calls came in; single accounts are read piece by piece. Written by one
/// thread; read by any number while nobody writes.
/// </remarks>
internal sealed class CallStore(CallFile file)
{
    // A larger store, of accounts with thousands of calls, is read piece by piece.
    private const int MostInMemory = 128 << 20;

    private CallLog _log = new(file);
    private long _live;
    private byte[]? _image;

    public NameTable Names => file.Names;

    /// <summary>Room for whoever writes: one thread.</summary>
    public CallBuffer Writing => file.Writing;

    /// <summary>Appends bytes and gives the place of the first.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _live += bytes.Length;
        return _log.Append(bytes);
    }

    /// <summary>Says that so many bytes are no longer needed.</summary>
    public void Release(int length) => _live -= length;

    /// <summary>What was appended: where it lies, when the log is held in memory, and else read into a buffer of at least that length.</summary>
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
