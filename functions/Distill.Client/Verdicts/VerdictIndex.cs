namespace Distill.Client.Verdicts;

/// <summary>Verdicts by account, in memory. It has one writer and any number of readers, which take no locks.</summary>
/// <remarks>The segments grow one by one. So the table never needs twice its memory to grow.</remarks>
internal sealed class VerdictIndex
{
    private readonly SharedVerdicts _verdicts = new();
    private readonly VerdictSegment[] _segments;

    public VerdictIndex(HashKey key)
    {
        Key = key;
        _segments = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(_ => new VerdictSegment(_verdicts))];
    }

    public HashKey Key { get; }

    public ClusterNames Clusters { get; } = new();

    public int Count => _segments.Sum(segment => segment.Count);

    /// <summary>The bytes that slots and verdicts use.</summary>
    public long Bytes => _verdicts.Bytes + _segments.Sum(segment => segment.Bytes);

    /// <summary>All verdicts. Only the writer's thread may read them.</summary>
    public IEnumerable<(AccountHash Account, PackedVerdict Verdict)> All =>
        _segments.SelectMany(
            (segment, place) => segment.All().Select(one => (new AccountHash(one.Key, (byte)place, one.Tag), _verdicts[one.Verdict]))
        );

    public AccountHash Hash(ReadOnlySpan<char> account) => AccountHash.Of(account, Key);

    public bool TryFind(ReadOnlySpan<char> account, out PackedVerdict verdict)
    {
        var hash = AccountHash.Of(account, Key);
        return _segments[hash.Segment].TryFind(hash.Key, hash.Tag, out verdict);
    }

    public void Set(AccountHash account, in PackedVerdict verdict) => _segments[account.Segment].Set(account.Key, account.Tag, verdict);

    public void Remove(AccountHash account) => _segments[account.Segment].Remove(account.Key, account.Tag);

    /// <summary>Removes all verdicts of other generations than this.</summary>
    public void Sweep(ushort generation)
    {
        foreach (var segment in _segments)
        {
            segment.Sweep(generation);
        }
    }
}
