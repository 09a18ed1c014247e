namespace Distill.Core.Windows;

/// <summary>The packed calls of up to 1,024 accounts: a log, which is rewritten when more than half of it is dead.</summary>
/// <remarks>
/// A step that needs all calls reads one shard at a time, extent by extent, whatever order the calls came in. A step that needs single accounts
/// reads piece by piece. One thread writes. Any number of threads may read while no thread writes.
/// </remarks>
internal sealed class CallShard(CallFile file)
{
    /// <summary>Accounts in a shard. With 27 calls an account, a day of them takes some 4 MB.</summary>
    public const int Accounts = 1024;

    // Largest shard that is read as a whole, in bytes. A larger one, with accounts of thousands of calls, is read piece by piece.
    private const int MostInMemory = 128 << 20;

    // Reads per account of the shard. Above this, it is faster to read the whole shard first.
    private const double WorthAScan = 1.0 / 16;

    private readonly List<AccountHistory> _histories = [];
    private CallLog _log = new(file);
    private long _live;
    private byte[]? _image;

    public IReadOnlyList<AccountHistory> Histories => _histories;

    public NameTable Names => file.Names;

    /// <summary>Scratch for the writing thread.</summary>
    public CallBuffer Writing => file.Writing;

    public bool IsFull => _histories.Count == Accounts;

    public void Add(AccountHistory history) => _histories.Add(history);

    /// <summary>Appends bytes and returns the position of the first.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _live += bytes.Length;
        return _log.Append(bytes);
    }

    /// <summary>Marks this many bytes as no longer needed.</summary>
    public void Release(int length) => _live -= length;

    /// <summary>Returns appended bytes. When the shard is held in memory they are not copied; otherwise they are read into the buffer.</summary>
    public ReadOnlySpan<byte> Read(long start, int length, Span<byte> buffer)
    {
        if (_image is { } image)
        {
            return image.AsSpan((int)start, length);
        }

        _log.Read(start, buffer[..length]);
        return buffer[..length];
    }

    /// <summary>Visits accounts of any shards, shard by shard, on all processors.</summary>
    /// <param name="looks">The visits. There may be many for one account.</param>
    /// <param name="accountOf">Returns the account whose calls a visit reads.</param>
    /// <param name="look">Makes one visit. Any thread may call it.</param>
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

    /// <summary>
    /// Runs a visit that reads the calls of single accounts this many times. For many reads it first loads the shard. One thread at a time.
    /// </summary>
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

    /// <summary>Holds the shard in memory during a visit to all of its accounts. One thread at a time.</summary>
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
