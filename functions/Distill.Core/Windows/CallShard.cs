namespace Distill.Core.Windows;

/// <summary>The packed calls of some thousand accounts: a log, rewritten when more than half of it is dead.</summary>
/// <remarks>
/// What must be seen as a whole is read a shard at a time, extent by extent, whatever order the calls came in; single accounts are read piece by
/// piece. Written by one thread; read by any number while nobody writes.
/// </remarks>
internal sealed class CallShard(CallFile file)
{
    /// <summary>Accounts to a shard: a day of them, 27 calls each, is some 4 MB.</summary>
    public const int Accounts = 1024;

    // A larger shard, of accounts with thousands of calls, is read piece by piece.
    private const int MostInMemory = 128 << 20;

    // As many looks, of the accounts, make it worth while to read a shard as a whole.
    private const double WorthAScan = 1.0 / 16;

    private readonly List<AccountHistory> _histories = [];
    private CallLog _log = new(file);
    private long _live;
    private byte[]? _image;

    public IReadOnlyList<AccountHistory> Histories => _histories;

    public NameTable Names => file.Names;

    /// <summary>Room for whoever writes: one thread.</summary>
    public CallBuffer Writing => file.Writing;

    public bool IsFull => _histories.Count == Accounts;

    public void Add(AccountHistory history) => _histories.Add(history);

    /// <summary>Appends bytes and gives the place of the first.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _live += bytes.Length;
        return _log.Append(bytes);
    }

    /// <summary>Says that so many bytes are no longer needed.</summary>
    public void Release(int length) => _live -= length;

    /// <summary>What was appended: where it lies, when the shard is held in memory, and else read into a buffer of at least that length.</summary>
    public ReadOnlySpan<byte> Read(long start, int length, Span<byte> buffer)
    {
        if (_image is { } image)
        {
            return image.AsSpan((int)start, length);
        }

        _log.Read(start, buffer[..length]);
        return buffer[..length];
    }

    /// <summary>Goes through looks at accounts of any shards, shard by shard, on all processors.</summary>
    /// <param name="looks">May be many at one account.</param>
    /// <param name="accountOf">Whose calls are looked at.</param>
    /// <param name="look">One look, by any thread.</param>
    public static void VisitAll<T>(IEnumerable<T> looks, Func<T, AccountHistory> accountOf, Action<T> look) =>
        Parallel.ForEach(
            looks.ToLookup(l => accountOf(l).Shard),
            Processors.All,
            shard =>
                shard.Key.Visit(
                    shard.Count(),
                    () =>
                    {
                        foreach (var one in shard)
                        {
                            look(one);
                        }
                    }
                )
        );

    /// <summary>Looks so often at the calls of one of its accounts: often, with the shard held in memory. By one thread at a time.</summary>
    public void Visit(int looks, Action visit)
    {
        if (looks > WorthAScan * _histories.Count)
        {
            Scan(visit);
        }
        else
        {
            visit();
        }
    }

    /// <summary>Holds the shard in memory while all of its accounts are gone through. By one thread at a time.</summary>
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

    /// <summary>Writes the live bytes anew when they are less than half of all.</summary>
    public void Compact()
    {
        if (_log.Length - _live <= Math.Max(_live, CallFile.ExtentBytes))
        {
            return;
        }

        var log = new CallLog(file);
        Scan(() =>
        {
            foreach (var history in _histories)
            {
                history.MoveTo(log);
            }
        });
        _log.Free();
        _log = log;
    }
}
