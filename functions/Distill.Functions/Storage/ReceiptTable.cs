using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Core.Honeypots;

namespace Distill.Functions.Storage;

/// <summary>The log of marked responses: a partition an epoch, a row a leaf, numbered without gaps. Rows are only ever added.</summary>
public sealed class ReceiptTable(Tables tables) : IDisposable
{
    public const string Name = "receipts";

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<EpochId, int> _next = [];

    /// <summary>Adds a receipt; gives its place in the epoch's log.</summary>
    public async Task<int> AddAsync(Receipt receipt, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var index = _next.TryGetValue(receipt.Epoch, out var next) ? next : await EndAsync(receipt.Epoch, 0, ct);
            while (!await TryAddAsync(receipt, index, ct))
            {
                // Another instance was there.
                index = await EndAsync(receipt.Epoch, index + 1, ct);
            }

            _next[receipt.Epoch] = index + 1;
            return index;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The log's lines, in order.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(EpochId epoch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {epoch.Value}"), ct))
        {
            yield return Chunks.Get(row, "Receipt") ?? throw new InvalidDataException($"Row {row.RowKey} of the log of {epoch} is empty.");
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> TryAddAsync(Receipt receipt, int index, CancellationToken ct)
    {
        var row = new TableEntity(receipt.Epoch.Value, KeyOf(index));
        Chunks.Put(row, "Receipt", ReceiptJson.Write(receipt));
        try
        {
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, row)], ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The first number from <paramref name="from"/> on that no row has: rows have no gaps, so few reads find it.</summary>
    private async Task<int> EndAsync(EpochId epoch, int from, CancellationToken ct)
    {
        var (low, step) = (from, 1);
        while (await IsThereAsync(epoch, low + step - 1, ct))
        {
            (low, step) = (low + step, step * 2);
        }

        var high = low + step - 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = await IsThereAsync(epoch, middle, ct) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private async Task<bool> IsThereAsync(EpochId epoch, int index, CancellationToken ct) => await tables.FindAsync(Name, epoch.Value, KeyOf(index), ct) is not null;

    private static string KeyOf(int index) => index.ToString("d10", CultureInfo.InvariantCulture);
}
