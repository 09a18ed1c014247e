using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>
/// Sightings: that the ingestion saw a mark of a known operator. A row says where to look, not what was seen, so it may be written again and in any
/// order. Each write gives it another version.
/// </summary>
public sealed class SightingTable(TableStore tables, ILogger<SightingTable> log)
{
    public const string Name = "sightings";

    // Separates the parts of a key. No escaped text has one.
    private const char Bar = '|';

    public async Task SaveAsync(IEnumerable<Sighting> sightings, CancellationToken cancellationToken)
    {
        var rows = sightings.Select(s => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(s))).ToArray();
        if (rows.Length > 0)
        {
            await tables.WriteAsync(Name, rows, cancellationToken);
        }
    }

    /// <summary>All sightings, with their versions.</summary>
    public async Task<List<(Sighting Sighting, ETag Version)>> ReadAsync(CancellationToken cancellationToken)
    {
        var sightings = new List<(Sighting, ETag)>();
        await foreach (var row in tables.QueryAsync(Name, null, cancellationToken))
        {
            if (log.TryRead<Sighting?>(Name, row, () => ToSighting(row)) is { } sighting)
            {
                sightings.Add((sighting, row.ETag));
            }
        }

        return sightings;
    }

    public Task DeleteAsync(IEnumerable<Sighting> sightings, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, sightings.Select(ToEntity).Select(row => (row.PartitionKey, row.RowKey)), cancellationToken);

    private static TableEntity ToEntity(Sighting sighting)
    {
        var where = $"{Bar}{sighting.Hour}{Bar}{(sighting.Partition is { } partition ? TableKey.Escape(partition.Id) : "")}";
        var row = new TableEntity(AccountBucket.Coarse(sighting.Account), TableKey.Escape(sighting.Account.Value, where.Length) + where);
        TableKey.Name(row, sighting.Account.Value);
        return row;
    }

    private static Sighting ToSighting(TableEntity row)
    {
        var bar = row.RowKey.IndexOf(Bar, StringComparison.Ordinal);
        return row.RowKey[(bar + 1)..].Split(Bar) is [var hour, var partition]
            ? new Sighting(
                AccountId.Parse(TableKey.TextOf(row, bar)),
                Hour.Parse(hour),
                partition.Length == 0 ? null : new HubPartition(TableKey.Unescape(partition))
            )
            : throw new FormatException($"\"{row.RowKey}\" is not the key of a sighting.");
    }
}

/// <summary>Where a mark of a known operator was seen.</summary>
/// <param name="Account">The account.</param>
/// <param name="Hour">The hour, in event time.</param>
/// <param name="Partition">The hub partition of the calls; null if it was in an account record.</param>
public readonly record struct Sighting(AccountId Account, Hour Hour, HubPartition? Partition);
