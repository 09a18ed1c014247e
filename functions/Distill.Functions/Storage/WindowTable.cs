using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Storage;

/// <summary>
/// Windows. Each day of event time has a table, so that the retention deletes a day in one call. Each hour and hub partition has a partition, so that
/// no key is hot and each has one writer. Each account has a row, sealed.
/// </summary>
public sealed class WindowTable(TableStore tables, WindowSeal seal, ILogger<WindowTable> log)
{
    private const string Prefix = "windows";
    private const string Day = "yyyyMMdd";

    public static string NameOf(Hour hour) => NameOf(DateOnly.FromDateTime(hour.Start.UtcDateTime));

    public static string PartitionKeyOf(Hour hour, HubPartition partition) => $"{hour}-{TableKey.Escape(partition.Id)}";

    /// <summary>
    /// All rows of an hour that a hub partition wrote. A row that can't be read is marked and named in the log. So is a row that names a key of its
    /// own, beside rows that open: an hour has one key.
    /// </summary>
    /// <exception cref="MissingKeyException">The hour's key is not in the key ring.</exception>
    public async Task<Dictionary<AccountId, WindowRow>> ReadAsync(Hour hour, HubPartition partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<AccountId, WindowRow>();
        var locked = new List<(TableEntity Row, AccountId Account, MissingKeyException Error)>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKeyOf(hour, partition)}");
        await foreach (var entity in tables.QueryAsync(NameOf(hour), filter, cancellationToken))
        {
            AccountId account;
            try
            {
                account = AccountId.Parse(TableKey.TextOf(entity));
            }
            catch (Exception e) when (StorageFault.IsUnreadable(e))
            {
                log.RowUnreadable(e, NameOf(hour), entity.PartitionKey, entity.RowKey);
                continue;
            }

            try
            {
                rows.Add(account, Read(entity, account, hour));
            }
            catch (MissingKeyException e)
            {
                locked.Add((entity, account, e));
            }
        }

        var opened = rows.Values.Any(row => !row.IsUnreadable);
        foreach (var sameKey in locked.GroupBy(row => row.Error.Key))
        {
            var (row, account, error) = sameKey.First();
            if (!opened || sameKey.Count() > 1)
            {
                throw error;
            }

            log.RowUnreadable(error, NameOf(hour), row.PartitionKey, row.RowKey);
            rows.Add(account, Unreadable(account, hour));
        }

        return rows;
    }

    private WindowRow Read(TableEntity entity, AccountId account, Hour hour)
    {
        try
        {
            return new WindowRow(seal.Open(account, hour, Chunks.Get(entity, "Calls")))
            {
                Sequence = entity.GetInt64("Sequence") ?? 0,
                ETag = entity.ETag,
            };
        }
        catch (Exception e) when (StorageFault.IsUnreadable(e))
        {
            log.RowUnreadable(e, NameOf(hour), entity.PartitionKey, entity.RowKey);
            return Unreadable(account, hour);
        }
    }

    private static WindowRow Unreadable(AccountId account, Hour hour) => new(new CallWindow(account, hour)) { IsUnreadable = true };

    /// <summary>Adds new rows, and replaces rows that are as they were read. Then sets their new ETags.</summary>
    /// <exception cref="RequestFailedException">409, 412: another writer was first.</exception>
    public async Task WriteAsync(Hour hour, HubPartition partition, IReadOnlyCollection<WindowRow> rows, CancellationToken cancellationToken)
    {
        var key = PartitionKeyOf(hour, partition);
        var etags = await tables.WriteAsync(NameOf(hour), rows.Select(row => ToAction(key, row)), cancellationToken);
        foreach (var row in rows)
        {
            row.ETag = etags[TableKey.Escape(row.Window.Account.Value)];
        }
    }

    /// <summary>The days that have windows, in order.</summary>
    public async Task<List<DateOnly>> ReadDaysAsync(CancellationToken cancellationToken)
    {
        var days = new List<DateOnly>();
        foreach (var name in await tables.NamesAsync(Prefix, cancellationToken))
        {
            // A table with another name is not ours.
            if (DateOnly.TryParseExact(name[Prefix.Length..], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    /// <summary>The accounts that called on a day.</summary>
    public async Task<IReadOnlySet<AccountId>> ReadAccountsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var accounts = new HashSet<AccountId>();
        await foreach (var row in tables.QueryAsync(NameOf(day), null, TableKey.Columns, cancellationToken))
        {
            log.TryRead(NameOf(day), row, () => accounts.Add(AccountId.Parse(TableKey.TextOf(row))));
        }

        return accounts;
    }

    /// <summary>Deletes the tables of the days before one. Returns how many.</summary>
    public async Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var old = (await ReadDaysAsync(cancellationToken)).TakeWhile(d => d < day).ToArray();
        foreach (var one in old)
        {
            await tables.DropAsync(NameOf(one), cancellationToken);
        }

        return old.Length;
    }

    private static string NameOf(DateOnly day) => Prefix + day.ToString(Day, CultureInfo.InvariantCulture);

    private TableTransactionAction ToAction(string partitionKey, WindowRow row)
    {
        var entity = new TableEntity(partitionKey, TableKey.Escape(row.Window.Account.Value)) { ["Sequence"] = row.Sequence };
        TableKey.Name(entity, row.Window.Account.Value);
        Chunks.Put(entity, "Calls", seal.Seal(row.Window));
        return row.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, entity);
    }
}
