using System.Globalization;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Portraits;

namespace Distill.Functions.Storage;

/// <summary>
/// Portraits of clusters: a row each, and rows of their members' calls by hour, a thousand members a row. They are written before the clusters are
/// published, so a page may show the portrait of the hour after. A repeated run writes the same.
/// </summary>
public sealed class PortraitTable(TableStore tables, ILogger<PortraitTable> log)
{
    public const string Name = "portraits";

    private const string Partition = "portraits";
    private const string HourKey = "Hour";
    private const string Value = "Json";

    // Members of a row of calls. So many take 100 to 200 KB of the megabyte that an entity may have.
    private const int Block = 1000;

    // Most members of a portrait. Ids and shares of more may not fit into an entity.
    private const int MostMembers = 20_000;

    // No id of a cluster has a tilde.
    private const char Apart = '~';

    /// <summary>Writes portraits as of an hour.</summary>
    public async Task SaveAsync(Hour hour, IEnumerable<Portrait> portraits, CancellationToken cancellationToken)
    {
        var rows = portraits
            .Select(p => p.Members.Count > MostMembers ? p with { Members = [.. p.Members.Take(MostMembers)] } : p)
            .SelectMany(p =>
                p.Members.Chunk(Block)
                    .Select((members, i) => Row(CallsKey(p.Cluster, i), hour, PortraitJson.WriteCalls(members)))
                    .Prepend(Row(p.Cluster.ToString(), hour, PortraitJson.Write(p)))
            )
            .Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))
            .ToArray();
        if (rows.Length > 0)
        {
            await tables.WriteAsync(Name, rows, cancellationToken);
        }
    }

    /// <summary>A cluster's portrait, without its members' calls; null if there is none.</summary>
    public async Task<Portrait?> FindAsync(ClusterId cluster, CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, Partition, cluster.ToString(), cancellationToken) is { } row
            ? log.TryRead(Name, row, () => PortraitJson.Read(Unpack(row)))
            : null;

    /// <summary>A member's calls by hour; null if its cluster has no portrait of it.</summary>
    public async Task<MemberCalls?> FindCallsAsync(ClusterId cluster, AccountId account, CancellationToken cancellationToken)
    {
        var portrait = await FindAsync(cluster, cancellationToken);
        var index = portrait is null ? -1 : portrait.Members.Index().FirstOrDefault(m => m.Item.Account == account, (-1, null!)).Index;
        if (index < 0 || await tables.FindAsync(Name, Partition, CallsKey(cluster, index / Block), cancellationToken) is not { } row)
        {
            return null;
        }

        // Between two rows of one portrait another run may have written. Then the next page shows the calls.
        var calls = log.TryRead(Name, row, () => PortraitJson.ReadCalls(Unpack(row)));
        return calls is not null && index % Block < calls.Count && calls[index % Block].Count == portrait!.Calls.Count
            ? new MemberCalls(portrait.From, calls[index % Block])
            : null;
    }

    /// <summary>Deletes the portrait of a cluster that nobody can read any more.</summary>
    public Task DeleteAsync(ClusterId cluster, CancellationToken cancellationToken) =>
        tables.DeleteAsync(
            Name,
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition} and RowKey ge {cluster.ToString()} and RowKey lt {cluster.ToString() + (char)(Apart + 1)}"
            ),
            cancellationToken
        );

    /// <summary>Deletes the rows of hours before one. Returns how many.</summary>
    public Task<int> DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Hour lt {hour.ToString()}"), cancellationToken);

    private static TableEntity Row(string key, Hour hour, byte[] json)
    {
        var row = new TableEntity(Partition, key) { [HourKey] = hour.ToString() };
        Chunks.Put(row, Value, Brotli.Pack(json));
        return row;
    }

    private static byte[] Unpack(TableEntity row) => Brotli.Unpack(Chunks.Get(row, Value) ?? []);

    private static string CallsKey(ClusterId cluster, int block) => string.Create(CultureInfo.InvariantCulture, $"{cluster}{Apart}{block:d3}");
}

/// <summary>A member's calls by hour.</summary>
/// <param name="From">Start of the first hour.</param>
/// <param name="Calls">Calls in each hour.</param>
public sealed record MemberCalls(DateTimeOffset From, IReadOnlyList<ushort> Calls);
