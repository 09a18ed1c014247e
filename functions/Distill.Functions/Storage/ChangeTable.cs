using System.Globalization;
using Azure.Data.Tables;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>
/// The log of changes: a partition a segment, a row a page of changes as compressed JSON. A segment is written under a name of its own before the
/// ledger speaks of it, so that what a writer that died left behind is never read; names begin with the time, so that old ones are deleted by range.
/// </summary>
public sealed class ChangeTable(TableStore tables)
{
    public const string Name = "changes";
    private const string NamedByTime = "yyyyMMddHHmmss";

    // A verdict of a large cluster is told in 5 KiB; compressed, a page is well below an entity even where nothing repeats.
    private const int PageSize = 250;
    private const int Readers = 8;

    /// <summary>Writes changes as a segment that nobody knows of yet.</summary>
    public async Task<Segment> WriteAsync(IReadOnlyList<VerdictChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = now.UtcDateTime.ToString(NamedByTime, CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("n");
        var pages = changes.Chunk(PageSize).ToArray();
        await tables.WriteAsync(
            Name,
            pages.Select((page, i) => new TableTransactionAction(TableTransactionActionType.Add, Row(name, i, page))),
            cancellationToken
        );
        return new Segment
        {
            Name = name,
            Pages = pages.Length,
            Changes = changes.Count(c => c.Acts),
            At = now,
        };
    }

    /// <summary>All changes of a segment, in order; null when it is no longer there.</summary>
    public async Task<VerdictChange[]?> ReadAsync(Segment segment, CancellationToken cancellationToken)
    {
        var pages = new IReadOnlyList<VerdictChange>?[segment.Pages];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            pages.Length,
            parallel,
            async (i, token) =>
            {
                if (await tables.FindAsync(Name, segment.Name, Key(i), token) is { } row && Chunks.Get(row, "Json") is { } packed)
                {
                    pages[i] = VerdictChangeJson.Read(Brotli.Unpack(packed));
                }
            }
        );
        return pages.Contains(null) ? null : [.. pages.SelectMany(p => p!)];
    }

    /// <summary>Deletes every page of a segment begun before <paramref name="time"/>, known or not.</summary>
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

    private static string Key(int page) => page.ToString("d6", CultureInfo.InvariantCulture);
}

/// <summary>A stretch of the log: what one commit changed.</summary>
public sealed record Segment
{
    /// <summary>The ledger's revision that committed it; 0 before it is.</summary>
    public long Revision { get; init; }

    public required string Name { get; init; }

    public required int Pages { get; init; }

    /// <summary>Changes that callers hear of; others changed reasons only.</summary>
    public required int Changes { get; init; }

    public required DateTimeOffset At { get; init; }
}
