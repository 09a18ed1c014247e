using System.Globalization;
using Azure.Data.Tables;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>
/// The log of changes: a partition for each segment, a row for each page of changes as compressed JSON. A segment is written under a new name before
/// the ledger names it. So nobody reads what a writer left behind that died. Names begin with the time, so that old segments are one range.
/// </summary>
public sealed class ChangeTable(TableStore tables, ILogger<ChangeTable> log)
{
    public const string Name = "changes";
    private const string NamedByTime = "yyyyMMddHHmmss";

    // A verdict on a member of a large cluster takes 5 KiB. Compressed, a page is well below an entity's size even if nothing repeats.
    private const int PageSize = 250;
    private const int Readers = 8;

    /// <summary>Writes changes as a segment that the ledger does not name yet.</summary>
    public async Task<ChangeSegment> WriteAsync(IReadOnlyList<VerdictChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = now.UtcDateTime.ToString(NamedByTime, CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("n");
        var pages = changes.Chunk(PageSize).ToArray();
        await tables.WriteAsync(
            Name,
            pages.Select((page, i) => new TableTransactionAction(TableTransactionActionType.Add, Row(name, i, page))),
            cancellationToken
        );
        return new ChangeSegment
        {
            Name = name,
            Pages = pages.Length,
            Changes = changes.Count(c => c.Acts),
            At = now,
        };
    }

    /// <summary>All changes of a segment, in order; null if it is gone. A page that can't be read counts as gone, and the log names it.</summary>
    public async Task<VerdictChange[]?> ReadAsync(ChangeSegment segment, CancellationToken cancellationToken)
    {
        if (segment.Name.Length == 0)
        {
            return null;
        }

        var pages = new IReadOnlyList<VerdictChange>?[segment.Pages];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            pages.Length,
            parallel,
            async (i, token) =>
            {
                if (await tables.FindAsync(Name, segment.Name, Key(i), token) is { } row)
                {
                    pages[i] = log.TryRead(Name, row, () => VerdictChangeJson.Read(Brotli.Unpack(Chunks.Get(row, "Json") ?? throw NoChanges())));
                }
            }
        );
        return pages.Contains(null) ? null : [.. pages.SelectMany(p => p!)];
    }

    /// <summary>Deletes the segments begun before <paramref name="time"/>, whether the ledger names them or not.</summary>
    public async Task DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var end = time.UtcDateTime.ToString(NamedByTime, CultureInfo.InvariantCulture);
        var old = new List<TableTransactionAction>();
        await foreach (
            var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey lt {end}"), ["PartitionKey", "RowKey"], cancellationToken)
        )
        {
            old.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey)));
        }

        if (old.Count > 0)
        {
            await tables.WriteAsync(Name, old, cancellationToken);
        }
    }

    private static TableEntity Row(string segment, int page, VerdictChange[] changes)
    {
        var row = new TableEntity(segment, Key(page)) { ["Changes"] = changes.Length };
        Chunks.Put(row, "Json", Brotli.Pack(VerdictChangeJson.Write(changes)));
        return row;
    }

    private static InvalidDataException NoChanges() => new("It has no changes.");

    private static string Key(int page) => page.ToString("d6", CultureInfo.InvariantCulture);
}

/// <summary>The part of the log that one commit wrote.</summary>
public sealed record ChangeSegment
{
    /// <summary>A segment whose row can't be read. It has changes that are gone.</summary>
    public static ChangeSegment Gone(long revision) =>
        new()
        {
            Revision = revision,
            Name = "",
            Pages = 0,
            Changes = 1,
            At = default,
        };

    /// <summary>The ledger's revision that committed it; 0 before the commit.</summary>
    public long Revision { get; init; }

    public required string Name { get; init; }

    public required int Pages { get; init; }

    /// <summary>How many changes callers hear of. The others change reasons only.</summary>
    public required int Changes { get; init; }

    public required DateTimeOffset At { get; init; }
}
