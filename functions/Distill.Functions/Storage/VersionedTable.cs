using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Rows that hold a value as of an hour, and the value before it. Values are written before their watermark. If a run dies in between, a reader with
/// the old watermark finds the old values, and repeats the run with the same result.
/// </summary>
internal sealed class VersionedTable(TableStore tables, string name)
{
    private const string Value = "Json";
    private const string Previous = "WasJson";

    public IAsyncEnumerable<VersionedRow> ReadAsync(CancellationToken cancellationToken) => QueryAsync(null, cancellationToken);

    public IAsyncEnumerable<VersionedRow> ReadAsync(string partitionKey, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}"), cancellationToken);

    public async Task<VersionedRow?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await tables.FindAsync(name, partitionKey, rowKey, cancellationToken) is { } entity ? ToRow(entity) : null;

    /// <summary>Writes new values. <paramref name="describe"/> adds properties that people want to see at a glance.</summary>
    public Task SaveAsync(IEnumerable<VersionedRow> rows, Action<TableEntity, VersionedRow>? describe, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            name,
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(row, describe))),
            cancellationToken
        );

    /// <summary>Deletes a row, unless its value is of an hour after <paramref name="hour"/>, or somebody writes it meanwhile.</summary>
    public async Task DeleteAsync(string partitionKey, string rowKey, Hour hour, CancellationToken cancellationToken)
    {
        if (await tables.FindAsync(name, partitionKey, rowKey, cancellationToken) is { } entity && ToRow(entity).Now.Hour <= hour)
        {
            await tables.DeleteUnchangedAsync(name, entity, cancellationToken);
        }
    }

    private async IAsyncEnumerable<VersionedRow> QueryAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in tables.QueryAsync(name, filter, cancellationToken))
        {
            yield return ToRow(entity);
        }
    }

    private static VersionedRow ToRow(TableEntity entity) =>
        new(
            entity.PartitionKey,
            entity.RowKey,
            new HourValue(Hour.Parse(entity.GetString("Hour")), Chunks.Get(entity, Value)),
            entity.GetString("WasHour") is { } was ? new HourValue(Hour.Parse(was), Chunks.Get(entity, Previous)) : null
        );

    private static TableEntity ToEntity(VersionedRow row, Action<TableEntity, VersionedRow>? describe)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey) { ["Hour"] = row.Now.Hour.ToString() };
        if (row.Now.Bytes is { } bytes)
        {
            Chunks.Put(entity, Value, bytes);
            describe?.Invoke(entity, row);
        }

        if (row.Was is { } was)
        {
            entity["WasHour"] = was.Hour.ToString();
            if (was.Bytes is { } before)
            {
                Chunks.Put(entity, Previous, before);
            }
        }

        return entity;
    }
}
