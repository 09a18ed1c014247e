namespace Distill.Client.Verdicts;

/// <summary>Verdicts by account, in memory. Any number of readers without locks, and one writer.</summary>
/// <remarks>The segments grow one by one, so that growing never needs the table's memory twice.</remarks>
internal sealed class VerdictTable(HashKey key)
{
    const int SegmentBits = 8;

    readonly VerdictSegment[] segments = [.. Enumerable.Range(0, 1 << SegmentBits).Select(_ => new VerdictSegment())];

    public HashKey Key => key;

    public ClusterNames Clusters { get; } = new();

    public int Count => segments.Sum(segment => segment.Count);

    /// <summary>What the slots take.</summary>
    public long Bytes => segments.Sum(segment => segment.Bytes);

    public AccountHash Hash(ReadOnlySpan<char> account) => AccountHash.Of(account, key);

    public bool TryFind(ReadOnlySpan<char> account, out PackedVerdict verdict)
    {
        var hash = AccountHash.Of(account, key);
        return Of(hash).TryFind(hash, out verdict);
    }

    public void Set(AccountHash account, in PackedVerdict verdict) => Of(account).Set(account, verdict);

    public void Remove(AccountHash account) => Of(account).Remove(account);

    /// <summary>Takes out all verdicts of other generations than this.</summary>
    public void Sweep(ushort generation)
    {
        foreach (var segment in segments)
            segment.Sweep(generation);
    }

    /// <summary>All verdicts, a segment at a time; each lot is good until the next.</summary>
    public IEnumerable<ReadOnlyMemory<VerdictEntry>> Lots()
    {
        var lot = new VerdictEntry[segments.Max(segment => segment.Count)];
        foreach (var segment in segments)
            yield return lot.AsMemory(0, segment.CopyTo(lot));
    }

    VerdictSegment Of(AccountHash account) => segments[account.First >> (64 - SegmentBits)];
}
