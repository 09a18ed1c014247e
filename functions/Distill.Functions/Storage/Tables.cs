using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>The store: tables come into being when first written, and one that is not there reads as empty.</summary>
public sealed class Tables(TableServiceClient client)
{
    private const int Writers = 4;

    /// <summary>Writes all, in transactions. Answers the new ETags by row key.</summary>
    /// <exception cref="RequestFailedException">409, 412: a row is not as the write expected. Some transactions may have been written.</exception>
    public async Task<IReadOnlyDictionary<string, ETag>> WriteAsync(string table, IEnumerable<TableTransactionAction> actions, CancellationToken ct)
    {
        var transactions = Transactions.Pack(actions).ToArray();
        var etags = new ConcurrentDictionary<string, ETag>(StringComparer.Ordinal);
        var target = client.GetTableClient(table);
        try
        {
            // The first alone: a table that is not there shows before others are under way, whose failures it would hide.
            await SubmitAsync(target, transactions.Take(1), etags, ct);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Only now: who may write to one table only, as is so for tables that the deployment made, may not make any.
            await target.CreateIfNotExistsAsync(ct);
            await SubmitAsync(target, transactions.Take(1), etags, ct);
        }

        await SubmitAsync(target, transactions.Skip(1), etags, ct);

        return etags;
    }

    /// <summary>Writes all or nothing, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">It is more than one transaction takes.</exception>
    /// <exception cref="RequestFailedException">409, 412: a row is not as the write expected; nothing was written.</exception>
    public Task<IReadOnlyDictionary<string, ETag>> CommitAsync(string table, IReadOnlyCollection<TableTransactionAction> actions, CancellationToken ct) =>
        Transactions.Pack(actions).Count == 1
            ? WriteAsync(table, actions, ct)
            : throw new InvalidOperationException($"{actions.Count} rows are more than one transaction takes.");

    public IAsyncEnumerable<TableEntity> QueryAsync(string table, string? filter, CancellationToken ct) => QueryAsync(table, filter, null, ct);

    /// <summary>Rows with the properties named only; with all when null.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string table, string? filter, IEnumerable<string>? properties, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = client.GetTableClient(table).QueryAsync<TableEntity>(filter, maxPerPage: 1000, properties, cancellationToken: ct).GetAsyncEnumerator(ct);
        await using (rows.ConfigureAwait(false))
        {
            while (await MoveAsync(rows))
            {
                yield return rows.Current;
            }
        }
    }

    public async Task<TableEntity?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken ct)
    {
        try
        {
            var answer = await client.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: ct);
            return answer.HasValue ? answer.Value : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static Task SubmitAsync(
        TableClient target, IEnumerable<IReadOnlyList<TableTransactionAction>> transactions, ConcurrentDictionary<string, ETag> etags, CancellationToken ct) =>
        Parallel.ForEachAsync(transactions, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = ct }, async (transaction, token) =>
        {
            var answer = await target.SubmitTransactionAsync(transaction, token);
            for (var i = 0; i < transaction.Count; i++)
            {
                etags[transaction[i].Entity.RowKey] = answer.Value[i].Headers.ETag ?? ETag.All;
            }
        });

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
