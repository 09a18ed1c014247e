using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>The store's tables. A table is made when it is first written. A table that does not exist reads as empty.</summary>
public sealed class TableStore(TableServiceClient client)
{
    private const int Writers = 4;

    /// <summary>Writes all, in transactions. Returns the new ETags by row key.</summary>
    /// <exception cref="RequestFailedException">409, 412: a row is not as the write expected. Some transactions may have been written.</exception>
    public async Task<IReadOnlyDictionary<string, ETag>> WriteAsync(
        string table,
        IEnumerable<TableTransactionAction> actions,
        CancellationToken cancellationToken
    )
    {
        var transactions = Transactions.Pack(actions).ToArray();
        var etags = new ConcurrentDictionary<string, ETag>(StringComparer.Ordinal);
        var target = client.GetTableClient(table);
        try
        {
            // The first transaction alone shows whether the table exists, before others run at the same time and fail too.
            await SubmitAsync(target, transactions.Take(1), etags, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Only now, because an app may have the right to write to single tables, made by the deployment, but not to make any.
            await target.CreateIfNotExistsAsync(cancellationToken);
            await SubmitAsync(target, transactions.Take(1), etags, cancellationToken);
        }

        await SubmitAsync(target, transactions.Skip(1), etags, cancellationToken);

        return etags;
    }

    /// <summary>Writes all or nothing, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">It is more than one transaction takes.</exception>
    /// <exception cref="RequestFailedException">409, 412: a row is not as the write expected; nothing was written.</exception>
    public Task<IReadOnlyDictionary<string, ETag>> CommitAsync(
        string table,
        IReadOnlyCollection<TableTransactionAction> actions,
        CancellationToken cancellationToken
    ) =>
        Transactions.Pack(actions).Count == 1
            ? WriteAsync(table, actions, cancellationToken)
            : throw new InvalidOperationException($"{actions.Count} rows are more than one transaction takes.");

    public IAsyncEnumerable<TableEntity> QueryAsync(string table, string? filter, CancellationToken cancellationToken) =>
        QueryAsync(table, filter, null, cancellationToken);

    /// <summary>Rows with the named properties only; with all properties if null.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string table,
        string? filter,
        IEnumerable<string>? properties,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = client
            .GetTableClient(table)
            .QueryAsync<TableEntity>(filter, maxPerPage: 1000, properties, cancellationToken: cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await MoveAsync(rows))
            {
                yield return rows.Current;
            }
        }
    }

    public async Task<TableEntity?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client
                .GetTableClient(table)
                .GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken);
            return answer.HasValue ? answer.Value : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The keys of the rows that a filter finds.</summary>
    public async Task<List<(string PartitionKey, string RowKey)>> KeysAsync(string table, string? filter, CancellationToken cancellationToken)
    {
        var keys = new List<(string, string)>();
        var pages = client
            .GetTableClient(table)
            .QueryAsync<TableEntity>(filter, maxPerPage: 1000, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);
        var rows = pages.GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await MoveAsync(rows))
            {
                keys.Add((rows.Current.PartitionKey, rows.Current.RowKey));
            }
        }

        return keys;
    }

    /// <summary>Deletes rows, even if they have changed. Rows that are gone already do not matter.</summary>
    public async Task DeleteAsync(string table, IEnumerable<(string PartitionKey, string RowKey)> keys, CancellationToken cancellationToken)
    {
        var target = client.GetTableClient(table);
        var actions = keys.Select(k => new TableTransactionAction(
            TableTransactionActionType.Delete,
            new TableEntity(k.PartitionKey, k.RowKey),
            ETag.All
        ));
        foreach (var transaction in Transactions.Pack(actions))
        {
            try
            {
                await target.SubmitTransactionAsync(transaction, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // One of them is gone, so nothing was deleted. Delete them one by one; then a missing row is no error.
                foreach (var action in transaction)
                {
                    await target.DeleteEntityAsync(action.Entity.PartitionKey, action.Entity.RowKey, ETag.All, cancellationToken);
                }
            }
        }
    }

    /// <summary>Deletes a row as it was read. A row that is gone or was written since stays as it is.</summary>
    public async Task DeleteUnchangedAsync(string table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetTableClient(table).DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // The row is gone or was written since.
        }
    }

    /// <summary>Deletes the rows that a filter finds. Returns how many.</summary>
    public async Task<int> DeleteAsync(string table, string filter, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(table, filter, cancellationToken);
        await DeleteAsync(table, keys, cancellationToken);
        return keys.Count;
    }

    /// <summary>The names of the tables that begin like this, in order.</summary>
    public async Task<List<string>> NamesAsync(string beginning, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (
            var table in client.QueryAsync(TableClient.CreateQueryFilter($"TableName ge {beginning}"), cancellationToken: cancellationToken)
        )
        {
            if (table.Name.StartsWith(beginning, StringComparison.Ordinal))
            {
                names.Add(table.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Deletes a table and everything in it, in one call.</summary>
    public Task DropAsync(string table, CancellationToken cancellationToken) => client.DeleteTableAsync(table, cancellationToken);

    /// <summary>A filter for rows written before a time, by the store's clock.</summary>
    public static string WrittenBefore(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"Timestamp lt datetime'{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}'");

    private static Task SubmitAsync(
        TableClient target,
        IEnumerable<IReadOnlyList<TableTransactionAction>> transactions,
        ConcurrentDictionary<string, ETag> etags,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            transactions,
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (transaction, token) =>
            {
                var answer = await target.SubmitTransactionAsync(transaction, token);
                for (var i = 0; i < transaction.Count; i++)
                {
                    etags[transaction[i].Entity.RowKey] = answer.Value[i].Headers.ETag ?? ETag.All;
                }
            }
        );

    private static async Task<bool> MoveAsync(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }
}
