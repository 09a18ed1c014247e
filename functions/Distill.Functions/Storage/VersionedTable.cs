using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Rows that hold a value as of an hour, and the value before it. Values are written before their watermark. If a run dies in between, a reader with
/// the old watermark finds the old values, and repeats the run with the same result. A row that can't be read is named in the log and left out, so
/// that all others still count.
/// </summary>
internal sealed class VersionedTable(TableStore tables, string name, ILogger log)
{
    private const string Value = "Json";
    private const string Previous = "WasJson";
    private const string Basis = "Basis";
    private const string PreviousBasis = "WasBasis";

    // No escaped key has a tilde. URLs take one as it is, so a proxy leaves the signed address of the row alone.
    private const string Fence = "~fence-";

    private const int Writers = 4;

    public IAsyncEnumerable<VersionedRow> ReadAsync(CancellationToken cancellationToken) => QueryAsync(null, cancellationToken);

    public IAsyncEnumerable<VersionedRow> ReadAsync(string partitionKey, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}"), cancellationToken);

    public async Task<VersionedRow?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await tables.FindAsync(name, partitionKey, rowKey, cancellationToken) is { } entity ? TryRead(entity) : null;

    /// <summary>Reads what a row holds; null if it can't be read.</summary>
    public T? TryRead<T>(VersionedRow row, Func<VersionedRow, T?> read) =>
        log.TryRead(name, new TableEntity(row.PartitionKey, row.RowKey), () => read(row));

    /// <summary>
    /// Takes the right to write to some partitions, and ends everybody else's right to write to any. The caller then has to check that it is still
    /// the newest run: a slower one may have taken the right after it.
    /// </summary>
    /// <param name="all">All partitions of the table.</param>
    /// <param name="written">Those to write to.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<TableClaim> ClaimAsync(
        IReadOnlyCollection<string> all,
        IReadOnlyCollection<string> written,
        CancellationToken cancellationToken
    )
    {
        await Parallel.ForEachAsync(
            all.Except(written),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (partition, token) =>
            {
                if (await tables.FindAsync(name, partition, Fence + partition, token) is not null)
                {
                    await tables.DeleteAsync(name, [(partition, Fence + partition)], token);
                }
            }
        );
        if (written.Count == 0)
        {
            return new TableClaim([]);
        }

        var fences = written.Select(p => new TableTransactionAction(TableTransactionActionType.UpsertReplace, FenceOf(p)));
        var versions = await tables.WriteAsync(name, fences, cancellationToken);
        return new TableClaim(written.ToDictionary(p => p, p => versions[Fence + p]));
    }

    /// <summary>Gives the right to write back. It does not matter if somebody else has taken it.</summary>
    public Task ReleaseAsync(TableClaim claim, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            claim.Fences,
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (fence, token) =>
            {
                var row = FenceOf(fence.Key);
                row.ETag = fence.Value;
                await tables.DeleteUnchangedAsync(name, row, token);
            }
        );

    /// <summary>Writes new values and deletes rows. <paramref name="describe"/> adds properties that people want to see at a glance.</summary>
    /// <exception cref="RequestFailedException">404, 412: somebody else took the right to write. Some rows may have been written.</exception>
    public Task SaveAsync(
        IEnumerable<VersionedRow> rows,
        Action<TableEntity, VersionedRow>? describe,
        IEnumerable<(string PartitionKey, string RowKey)> dropped,
        TableClaim claim,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(row, describe)))
                .Concat(dropped.Select(k => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(k.PartitionKey, k.RowKey))))
                .GroupBy(action => action.Entity.PartitionKey)
                .ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (partition, token) =>
            {
                // One after another: each transaction moves the fence on.
                var fence = claim.Fences[partition.Key];
                foreach (var transaction in Transactions.Pack(partition, TableLimits.MaxEntities - 1))
                {
                    transaction.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, FenceOf(partition.Key), fence));
                    fence = (await tables.CommitAsync(name, transaction, token))[Fence + partition.Key];
                }

                lock (claim)
                {
                    claim.Fences[partition.Key] = fence;
                }
            }
        );

    /// <summary>Deletes a row, unless its value is of an hour after <paramref name="hour"/>, or somebody writes it meanwhile.</summary>
    /// <param name="partitionKey">The row's partition.</param>
    /// <param name="rowKey">The row.</param>
    /// <param name="hour">The last hour of which a value is deleted.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task DeleteAsync(string partitionKey, string rowKey, Hour hour, CancellationToken cancellationToken)
    {
        if (await tables.FindAsync(name, partitionKey, rowKey, cancellationToken) is { } entity && TryRead(entity)?.Now.Hour <= hour)
        {
            await tables.DeleteUnchangedAsync(name, entity, cancellationToken);
        }
    }

    private static TableEntity FenceOf(string partition) => new(partition, Fence + partition);

    private async IAsyncEnumerable<VersionedRow> QueryAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in tables.QueryAsync(name, filter, cancellationToken))
        {
            if (!entity.RowKey.StartsWith(Fence, StringComparison.Ordinal) && TryRead(entity) is { } row)
            {
                yield return row;
            }
        }
    }

    private VersionedRow? TryRead(TableEntity entity) => log.TryRead(name, entity, () => ToRow(entity));

    private static VersionedRow ToRow(TableEntity entity) =>
        new(
            entity.PartitionKey,
            entity.RowKey,
            new HourValue(Hour.Parse(entity.GetString("Hour")), Chunks.Get(entity, Value), entity.GetString(Basis)),
            entity.GetString("WasHour") is { } was
                ? new HourValue(Hour.Parse(was), Chunks.Get(entity, Previous), entity.GetString(PreviousBasis))
                : null
        );

    private static TableEntity ToEntity(VersionedRow row, Action<TableEntity, VersionedRow>? describe)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey) { ["Hour"] = row.Now.Hour.ToString() };
        if (row.Now.Bytes is { } bytes)
        {
            Chunks.Put(entity, Value, bytes);
            describe?.Invoke(entity, row);
            entity[Basis] = row.Now.Basis;
        }

        if (row.Was is { } was)
        {
            entity["WasHour"] = was.Hour.ToString();
            if (was.Bytes is { } before)
            {
                Chunks.Put(entity, Previous, before);
                entity[PreviousBasis] = was.Basis;
            }
        }

        return entity;
    }
}
