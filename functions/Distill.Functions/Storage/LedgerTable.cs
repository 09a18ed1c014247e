using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>
/// The ledger of everything published: the head, a row for each segment of the log, and a row for each decision or override. It shares a partition
/// with the watermark. One transaction writes them together, and only over the head as it was read. That makes the log of changes exact.
/// </summary>
public sealed class LedgerTable(TableStore tables, ILogger<LedgerTable> log)
{
    private const string Segments = "segment-";
    private const string Decisions = "decision-";
    private const string AfterDecisions = "decision.";

    public async Task<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        await tables.FindAsync(StateTable.Name, StateTable.Partition, StateTable.Head, cancellationToken) is { } row
            ? new LedgerHead
            {
                Epoch = row.GetGuid("Epoch") ?? default,
                Revision = row.GetInt64("Revision") ?? 0,
                Hour = row.GetString("Hour") is { } hour ? Hour.Parse(hour) : null,
                Simulated = row.GetBoolean("Simulated") ?? false,
                SettledAt = row.GetDateTimeOffset("SettledAt") ?? default,
                Pruned = row.GetInt64("Pruned") ?? 0,
                Ended = row.GetInt64("Ended") ?? 0,
                EndedHour = row.GetString("EndedHour") is { } ended ? Hour.Parse(ended) : null,
                Version = row.ETag,
            }
            : LedgerHead.None;

    /// <summary>Segments after one revision and up to another, in order.</summary>
    public async Task<List<ChangeSegment>> ReadSegmentsAsync(long after, long through, CancellationToken cancellationToken)
    {
        var segments = new List<ChangeSegment>();
        var (from, to) = (Key(after), Key(through));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {StateTable.Partition} and RowKey gt {from} and RowKey le {to}");
        await foreach (var row in tables.QueryAsync(StateTable.Name, filter, cancellationToken))
        {
            segments.Add(
                new ChangeSegment
                {
                    Revision = long.Parse(row.RowKey.AsSpan(Segments.Length), CultureInfo.InvariantCulture),
                    Name = row.GetString("Name"),
                    Pages = row.GetInt32("Pages") ?? 0,
                    Changes = row.GetInt32("Changes") ?? 0,
                    At = row.GetDateTimeOffset("At") ?? default,
                }
            );
        }

        return segments;
    }

    /// <summary>Decisions and overrides committed after one revision and up to another.</summary>
    public async Task<(List<ClusterDecision> Decisions, List<AccountOverride> Overrides)> ReadDecisionsAsync(
        long after,
        long through,
        CancellationToken cancellationToken
    )
    {
        var (decisions, overrides) = (new List<ClusterDecision>(), new List<AccountOverride>());
        var rows = TableClient.CreateQueryFilter($"PartitionKey eq {StateTable.Partition} and RowKey ge {Decisions} and RowKey lt {AfterDecisions}");
        var filter = rows + " and " + TableClient.CreateQueryFilter($"Revision gt {after} and Revision le {through}");
        await foreach (var row in tables.QueryAsync(StateTable.Name, filter, cancellationToken))
        {
            if (row.ContainsKey("Account"))
            {
                Add(overrides, row, r => [DecisionRow.ToOverride(r)]);
            }
            else
            {
                Add(decisions, row, DecisionRow.ToDecisions);
            }
        }

        return (decisions, overrides);
    }

    /// <summary>Commits over <paramref name="before"/>. Returns the new head and, if it moved, the watermark's new version.</summary>
    /// <exception cref="RequestFailedException">409, 412: others published meanwhile, or a decision with that id exists. Nothing was
    /// written.</exception>
    public async Task<Committed> CommitAsync(LedgerHead before, LedgerCommit commit, CancellationToken cancellationToken)
    {
        var next = commit.Head with { Epoch = before.Version is null ? Guid.NewGuid() : before.Epoch, Revision = before.Revision + 1 };
        var head = ToEntity(next);
        List<TableTransactionAction> actions =
        [
            before.Version is { } version
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, version)
                : new TableTransactionAction(TableTransactionActionType.Add, head),
            .. commit.Decisions.GroupBy(d => d.Id).Select(d => Add(DecisionRow.Of(Decisions, [.. d], next.Revision))),
            .. commit.Overrides.Select(o => Add(DecisionRow.Of(Decisions, o, next.Revision))),
        ];
        if (commit.Segment is { } segment)
        {
            actions.Add(Add(ToEntity(segment with { Revision = next.Revision })));
        }

        if (commit.Watermark is { } watermark)
        {
            actions.Add(watermark);
        }

        var etags = await tables.CommitAsync(StateTable.Name, actions, cancellationToken);
        return new Committed(next with { Version = etags[StateTable.Head] }, commit.Watermark is null ? null : etags[StateTable.Row]);
    }

    /// <summary>Deletes the rows of segments that are no longer kept.</summary>
    public async Task DeleteSegmentsAsync(long through, CancellationToken cancellationToken)
    {
        var old = (await ReadSegmentsAsync(0, through, cancellationToken))
            .Select(s => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(StateTable.Partition, Key(s.Revision))))
            .ToArray();
        if (old.Length > 0)
        {
            await tables.WriteAsync(StateTable.Name, old, cancellationToken);
        }
    }

    private static string Key(long revision) => Segments + revision.ToString("d19", CultureInfo.InvariantCulture);

    private void Add<T>(List<T> all, TableEntity row, Func<TableEntity, IReadOnlyList<T>> read) =>
        all.AddRange(log.TryRead(StateTable.Name, row, () => read(row)) ?? []);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableEntity ToEntity(LedgerHead head)
    {
        var row = new TableEntity(StateTable.Partition, StateTable.Head)
        {
            ["Epoch"] = head.Epoch,
            ["Revision"] = head.Revision,
            ["Simulated"] = head.Simulated,
            ["SettledAt"] = head.SettledAt,
            ["Pruned"] = head.Pruned,
            ["Ended"] = head.Ended,
        };
        if (head.Hour is { } hour)
        {
            row["Hour"] = hour.ToString();
        }

        if (head.EndedHour is { } ended)
        {
            row["EndedHour"] = ended.ToString();
        }

        return row;
    }

    private static TableEntity ToEntity(ChangeSegment segment) =>
        new(StateTable.Partition, Key(segment.Revision))
        {
            ["Name"] = segment.Name,
            ["Pages"] = segment.Pages,
            ["Changes"] = segment.Changes,
            ["At"] = segment.At,
        };
}

/// <summary>What one commit writes.</summary>
public sealed record LedgerCommit
{
    /// <summary>The new head. Its epoch and revision are set by the commit.</summary>
    public required LedgerHead Head { get; init; }

    /// <summary>The changes; null if there are none.</summary>
    public ChangeSegment? Segment { get; init; }

    public IReadOnlyList<ClusterDecision> Decisions { get; init; } = [];

    public IReadOnlyList<AccountOverride> Overrides { get; init; } = [];

    /// <summary>Moves the watermark; null if it stays.</summary>
    public TableTransactionAction? Watermark { get; init; }
}

/// <summary>What was committed.</summary>
/// <param name="Head">The new head.</param>
/// <param name="Watermark">The watermark's new version; null if it did not move.</param>
public sealed record Committed(LedgerHead Head, ETag? Watermark);
