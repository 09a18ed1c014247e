using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>
/// Windows: a table a day of event time, so that a retention is one call a day; a partition an hour and hub partition, so that no key is
/// hot and each has one writer; a row an account.
/// </summary>
public sealed class WindowTable(TableStore tables)
{
    private const string Prefix = "windows";
    private const string Day = "yyyyMMdd";

    public static string NameOf(Hour hour) => NameOf(DateOnly.FromDateTime(hour.Start.UtcDateTime));

    public static string PartitionKeyOf(Hour hour, HubPartition partition) => $"{hour}-{TableKey.Escape(partition.Id)}";

    /// <summary>All rows that a hub partition wrote of an hour.</summary>
    public async Task<Dictionary<AccountId, WindowRow>> ReadAsync(Hour hour, HubPartition partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<AccountId, WindowRow>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKeyOf(hour, partition)}");
        await foreach (var entity in tables.QueryAsync(NameOf(hour), filter, cancellationToken))
        {
            var account = AccountId.Parse(TableKey.Unescape(entity.RowKey));
            rows.Add(
                account,
                new WindowRow(CallWindowCodec.Decode(account, hour, Chunks.Get(entity, "Calls")))
                {
                    Sequence = entity.GetInt64("Sequence") ?? 0,
                    ETag = entity.ETag,
                }
            );
        }

        return rows;
    }

    /// <summary>Adds the rows that are new and replaces those that are as they were read; their ETags are then the new ones.</summary>
    /// <exception cref="RequestFailedException">409, 412: another writer was there first.</exception>
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
            // Whatever else somebody put there is theirs.
            if (DateOnly.TryParseExact(name[Prefix.Length..], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    /// <summary>Accounts that called on a day.</summary>
    public async Task<IReadOnlySet<AccountId>> ReadAccountsAsync(DateOnly day, CancellationToken cancellationToken) =>
        (await tables.KeysAsync(NameOf(day), null, cancellationToken)).Select(key => AccountId.Parse(TableKey.Unescape(key.RowKey))).ToHashSet();

    /// <summary>Deletes the days before one, a call each. Answers how many.</summary>
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

    private static TableTransactionAction ToAction(string partitionKey, WindowRow row)
    {
        var entity = new TableEntity(partitionKey, TableKey.Escape(row.Window.Account.Value)) { ["Sequence"] = row.Sequence };
        Chunks.Put(entity, "Calls", CallWindowCodec.Encode(row.Window));
        return row.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, entity);
    }
}
