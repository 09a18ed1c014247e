using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Storage;

/// <summary>The log of marked answers: a partition for each epoch, a row for each leaf, numbered without gaps. Rows are only added.</summary>
public sealed class ReceiptTable(TableStore tables) : IDisposable
{
    public const string Name = "receipts";

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<EpochId, int> _next = [];

    /// <summary>Adds a receipt. Returns its place in the epoch's log.</summary>
    public async Task<int> AddAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var index = _next.TryGetValue(receipt.Epoch, out var next) ? next : await EndAsync(receipt.Epoch, 0, cancellationToken);
            while (!await TryAddAsync(receipt, index, cancellationToken))
            {
                // Another instance has taken that place.
                index = await EndAsync(receipt.Epoch, index + 1, cancellationToken);
            }

            _next[receipt.Epoch] = index + 1;
            return index;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>How many receipts the log of an epoch has, if it has at least this many.</summary>
    public Task<int> CountAsync(EpochId epoch, int least, CancellationToken cancellationToken) => EndAsync(epoch, least, cancellationToken);

    /// <summary>The log's lines, in order, from a place on.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(
        EpochId epoch,
        int from,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (
            var row in tables.QueryAsync(
                Name,
                TableClient.CreateQueryFilter($"PartitionKey eq {epoch.Value} and RowKey ge {KeyOf(from)}"),
                cancellationToken
            )
        )
        {
            yield return Chunks.Get(row, "Receipt") ?? throw new InvalidDataException($"Row {row.RowKey} of the log of {epoch} is empty.");
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> TryAddAsync(Receipt receipt, int index, CancellationToken cancellationToken)
    {
        var row = new TableEntity(receipt.Epoch.Value, KeyOf(index));
        Chunks.Put(row, "Receipt", ReceiptJson.Write(receipt));
        try
        {
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, row)], cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The first number from <paramref name="from"/> on without a row. Rows have no gaps, so a few reads find it.</summary>
    private async Task<int> EndAsync(EpochId epoch, int from, CancellationToken cancellationToken)
    {
        var (low, step) = (from, 1);
        while (await IsThereAsync(epoch, low + step - 1, cancellationToken))
        {
            (low, step) = (low + step, step * 2);
        }

        var high = low + step - 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = await IsThereAsync(epoch, middle, cancellationToken) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private async Task<bool> IsThereAsync(EpochId epoch, int index, CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, epoch.Value, KeyOf(index), cancellationToken) is not null;

    private static string KeyOf(int index) => index.ToString("d10", CultureInfo.InvariantCulture);
}
