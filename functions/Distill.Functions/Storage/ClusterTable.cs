using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Functions.Storage;

/// <summary>Clusters, a row each, as compressed JSON. Uncompressed, the ids of 24,000 accounts would fill an entity.</summary>
public sealed class ClusterTable(TableStore tables, ILogger<ClusterTable> log)
{
    public const string Name = "clusters";
    private const string Partition = "clusters";

    private readonly VersionedTable _rows = new(tables, Name, log);

    /// <summary>All clusters as of the watermark, and the clusters whose rows a run wrote before it died.</summary>
    public async Task<(Dictionary<ClusterId, Saved<Cluster>> Clusters, HashSet<ClusterId> LeftBehind)> ReadAsync(
        Hour? watermark,
        CancellationToken cancellationToken
    )
    {
        var (clusters, leftBehind) = (new Dictionary<ClusterId, Saved<Cluster>>(), new HashSet<ClusterId>());
        await foreach (var row in _rows.ReadAsync(cancellationToken))
        {
            if (row.IsLeftBehind(watermark) && _rows.TryRead<ClusterId?>(row, r => ClusterId.Parse(r.RowKey)) is { } left)
            {
                leftBehind.Add(left);
            }

            if (_rows.TryRead(row, r => ReadAsOf(r, watermark)) is { } saved)
            {
                clusters.Add(saved.Value.Id, saved);
            }
        }

        return (clusters, leftBehind);
    }

    /// <summary>Takes the right to write, if anything is to be written. Whoever had it before can't write any more.</summary>
    public Task<TableClaim> ClaimAsync(bool writes, CancellationToken cancellationToken) =>
        _rows.ClaimAsync([Partition], writes ? [Partition] : [], cancellationToken);

    /// <summary>Gives the right to write back.</summary>
    public Task ReleaseAsync(TableClaim claim, CancellationToken cancellationToken) => _rows.ReleaseAsync(claim, cancellationToken);

    /// <summary>Writes the clusters that changed. A dissolved cluster stays as a row without a value.</summary>
    public Task SaveAsync(
        Hour hour,
        IEnumerable<(ClusterId Id, Cluster? Cluster, Saved<Cluster>? Before)> changes,
        TableClaim claim,
        CancellationToken cancellationToken
    )
    {
        var byKey = changes.ToDictionary(c => c.Id.ToString());
        return _rows.SaveAsync(
            byKey.Select(c => new VersionedRow(
                Partition,
                c.Key,
                new HourValue(hour, c.Value.Cluster is { } cluster ? Pack(cluster) : null),
                c.Value.Before is { } before ? new HourValue(before.Hour, Pack(before.Value)) : null
            )),
            (entity, row) =>
            {
                var cluster = byKey[row.RowKey].Cluster!;
                entity["Level"] = cluster.Level.Name();
                entity["Accounts"] = cluster.Accounts.Count;
                entity["Calls"] = cluster.Calls;
                entity["FirstSeen"] = cluster.FirstSeen.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
                entity["LastSeen"] = cluster.LastSeen.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            },
            [],
            claim,
            cancellationToken
        );
    }

    /// <summary>Deletes the rows of clusters that dissolved before an hour. Returns how many.</summary>
    public async Task<int> DeleteGoneBeforeAsync(Hour hour, CancellationToken cancellationToken)
    {
        var gone = new List<VersionedRow>();
        await foreach (var row in _rows.ReadAsync(cancellationToken))
        {
            if (row.Now.Bytes is null && row.Now.Hour < hour)
            {
                gone.Add(row);
            }
        }

        foreach (var row in gone)
        {
            // A cluster that a run has found again since has a later hour and stays.
            await _rows.DeleteAsync(row.PartitionKey, row.RowKey, row.Now.Hour, cancellationToken);
        }

        return gone.Count;
    }

    private static Saved<Cluster>? ReadAsOf(VersionedRow row, Hour? watermark)
    {
        if (row.AsOf(watermark) is not { Bytes: { } packed } value)
        {
            return null;
        }

        // A row that was copied to another key is not that cluster's.
        var cluster = ClusterJson.Read(Brotli.Unpack(packed));
        return (row.PartitionKey, row.RowKey) == (Partition, cluster.Id.ToString())
            ? new Saved<Cluster>(value.Hour, cluster)
            : throw new InvalidDataException($"The row is of {cluster.Id}.");
    }

    private static byte[] Pack(Cluster cluster) => Brotli.Pack(ClusterJson.Write(cluster));
}
