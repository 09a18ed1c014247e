using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>
/// Sightings: that the ingestion saw a mark of a known operator. A row says where to look, not what was seen, so it may be written again and in any
/// order. Each write gives it another version.
/// </summary>
public sealed class SightingTable(TableStore tables)
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
            var parts = row.RowKey.Split(Bar);
            sightings.Add(
                (
                    new Sighting(
                        AccountId.Parse(TableKey.Unescape(parts[0])),
                        Hour.Parse(parts[1]),
                        parts[2].Length == 0 ? null : new HubPartition(TableKey.Unescape(parts[2]))
                    ),
                    row.ETag
                )
            );
        }

        return sightings;
    }

    public Task DeleteAsync(IEnumerable<Sighting> sightings, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, sightings.Select(ToEntity).Select(row => (row.PartitionKey, row.RowKey)), cancellationToken);

    private static TableEntity ToEntity(Sighting sighting) =>
        new(
            AccountBucket.Coarse(sighting.Account),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TableKey.Escape(sighting.Account.Value)}{Bar}{sighting.Hour}{Bar}{(sighting.Partition is { } p ? TableKey.Escape(p.Id) : "")}"
            )
        );
}

/// <summary>Where a mark of a known operator was seen.</summary>
/// <param name="Account">The account.</param>
/// <param name="Hour">The hour, in event time.</param>
/// <param name="Partition">The hub partition of the calls; null if it was in an account record.</param>
public readonly record struct Sighting(AccountId Account, Hour Hour, HubPartition? Partition);
