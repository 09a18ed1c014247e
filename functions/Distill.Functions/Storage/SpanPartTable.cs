using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Functions.Telemetry;
using Distill.Logs.Exports;

namespace Distill.Functions.Storage;

/// <summary>
/// Parts of calls that wait for each other, sealed as windows are. Parts of one call may come in any order, in several requests. A part that is sent
/// again writes the same row. A note stays for a while of each call that was joined, so that a late part makes no second call.
/// </summary>
public sealed class SpanPartTable(TableStore tables, WindowSeal seal, ILogger<SpanPartTable> log)
{
    public const string Name = "spanparts";

    // The end of a note's row key.
    private const string Joined = "joined";

    /// <summary>Adds parts.</summary>
    public Task AddAsync(IEnumerable<SpanPart> parts, CancellationToken cancellationToken) =>
        WriteAsync(parts.Select(ToEntity).DistinctBy(row => row.RowKey), cancellationToken);

    /// <summary>Reads everything: parts by their call, and since when calls are joined.</summary>
    public async Task<SpanParts> ReadAsync(CancellationToken cancellationToken)
    {
        var read = new SpanParts();
        await foreach (var row in tables.QueryAsync(Name, null, cancellationToken))
        {
            try
            {
                Add(row, read);
            }
            catch (Exception e) when (StorageFault.IsUnreadable(e))
            {
                log.RowUnreadable(e, Name, row.PartitionKey, row.RowKey);
            }
        }

        return read;
    }

    /// <summary>Notes that calls are joined, and deletes their parts.</summary>
    public async Task JoinedAsync(IReadOnlyCollection<ulong> keys, SpanParts read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await WriteAsync(keys.Select(key => new TableEntity(PartitionOf(key), $"{key:x16}-{Joined}") { ["Arrived"] = now }), cancellationToken);
        await DeleteAsync(keys, read, cancellationToken);
    }

    /// <summary>Deletes the parts of calls.</summary>
    public Task DeleteAsync(IEnumerable<ulong> keys, SpanParts read, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, keys.SelectMany(key => read.RowsOf(key)).Select(row => (PartitionOf(row), row)), cancellationToken);

    /// <summary>Deletes the notes of calls.</summary>
    public Task ForgetAsync(IEnumerable<ulong> keys, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, keys.Select(key => (PartitionOf(key), $"{key:x16}-{Joined}")), cancellationToken);

    private Task<IReadOnlyDictionary<string, ETag>> WriteAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken) =>
        tables.WriteAsync(Name, rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);

    private void Add(TableEntity row, SpanParts read)
    {
        var name = row.RowKey.Split('-');
        var key = ulong.Parse(name[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var arrived = row.GetDateTimeOffset("Arrived") ?? throw new InvalidDataException("It has no time.");
        if (name[1] == Joined)
        {
            read.AddJoined(key, arrived);
            return;
        }

        var account = AccountId.Parse(row.GetString("Account"));
        var window = seal.Open(account, new Hour(row.GetInt32("Hour") ?? 0), Chunks.Get(row, "Calls"));
        read.Add(new SpanPart(key, Enum.Parse<OtlpRole>(name[1], ignoreCase: true), window.Calls[0], arrived), row.RowKey);
    }

    private TableEntity ToEntity(SpanPart part)
    {
        var window = new CallWindow(part.Call.Account, part.Call.Hour);
        window.Add(part.Call);
        var content = Fingerprint.Of(CallWindowCodec.Encode(window));
        var row = new TableEntity(PartitionOf(part.Key), $"{part.Key:x16}-{part.Role.ToString().ToLowerInvariant()}-{content:x16}")
        {
            ["Account"] = part.Call.Account.Value,
            ["Hour"] = part.Call.Hour.Number,
            ["Arrived"] = part.Arrived,
        };
        Chunks.Put(row, "Calls", seal.Seal(window));
        return row;
    }

    // Sixteen partitions, so that none is hot.
    private static string PartitionOf(ulong key) => PartitionOf($"{key:x16}");

    private static string PartitionOf(string row) => row[..1];
}
