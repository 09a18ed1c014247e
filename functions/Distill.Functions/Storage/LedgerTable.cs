using System.Globalization;
using Azure;
using Azure.Data.Tables;
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

    /// <summary>The head. If it can't be read, it is mended from what is stored beside it.</summary>
    /// <exception cref="DamagedLedgerException">It can't be mended.</exception>
    public async Task<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        await tables.FindAsync(StateTable.Name, StateTable.Partition, StateTable.Head, cancellationToken) is not { } row ? LedgerHead.None
        : log.TryRead(StateTable.Name, row, () => LedgerHeadRow.Read(row)) is { } head ? head
        : await MendAsync(row, cancellationToken);

    // One transaction writes the watermark with the head's hour, and every decision and segment with its revision. The mended head has another epoch,
    // so every reader starts anew. It is the same for all who read the same row. The next commit writes it.
    private async Task<LedgerHead> MendAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var watermark = await tables.FindAsync(StateTable.Name, StateTable.Partition, StateTable.Row, cancellationToken);
            var segments = await ReadSegmentsAsync(0, long.MaxValue, cancellationToken);
            var (decisions, overrides) = await ReadDecisionsAsync(0, long.MaxValue, cancellationToken);
            var known = segments
                .Select(s => (s.Revision, s.At))
                .Concat(decisions.Select(d => (d.Number, d.At)))
                .Concat(overrides.Select(o => (o.Number, o.At)))
                .DefaultIfEmpty((0, TableLimits.FirstTime))
                .ToArray();
            return LedgerHeadRow.Mend(row, watermark, known.Max(k => k.Item1), known.Max(k => k.Item2));
        }
        catch (Exception e) when (StorageFault.IsUnreadable(e))
        {
            throw new DamagedLedgerException(e);
        }
    }

    /// <summary>Segments after one revision and up to another, in order.</summary>
    public async Task<List<ChangeSegment>> ReadSegmentsAsync(long after, long through, CancellationToken cancellationToken)
    {
        var segments = new List<ChangeSegment>();
        var (from, to) = (Key(after), Key(through));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {StateTable.Partition} and RowKey gt {from} and RowKey le {to}");
        await foreach (var row in tables.QueryAsync(StateTable.Name, filter, cancellationToken))
        {
            if (log.TryRead<long?>(StateTable.Name, row, () => RevisionOf(row)) is { } revision)
            {
                segments.Add(log.TryRead(StateTable.Name, row, () => ToSegment(revision, row)) ?? ChangeSegment.Gone(revision));
            }
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

    /// <summary>Provisional verdicts committed after one revision and up to another, in order. Those that ended long ago may be left out.</summary>
    public async Task<List<ProvisionalVerdict>> ReadProvisionalAsync(long after, long through, CancellationToken cancellationToken)
    {
        var verdicts = new List<ProvisionalVerdict>();
        await foreach (var row in tables.QueryAsync(StateTable.Name, ProvisionalRow.Between(after, through), cancellationToken))
        {
            verdicts.AddRange(log.TryRead(StateTable.Name, row, () => ProvisionalRow.Read(row)) ?? []);
        }

        return verdicts;
    }

    /// <summary>Deletes the provisional verdicts of commits of which all had ended at a time.</summary>
    public Task DeleteProvisionalAsync(DateTimeOffset endedAt, long through, CancellationToken cancellationToken) =>
        tables.DeleteAsync(StateTable.Name, ProvisionalRow.EndedAt(endedAt, through), cancellationToken);

    /// <summary>Commits over <paramref name="before"/>. Returns the new head and, if it moved, the watermark's new version.</summary>
    /// <exception cref="RequestFailedException">409, 412: others published meanwhile, or a decision with that id exists. Nothing was
    /// written.</exception>
    public async Task<Committed> CommitAsync(LedgerHead before, LedgerCommit commit, CancellationToken cancellationToken)
    {
        var next = commit.Head with
        {
            Epoch = before.Version is null ? Guid.NewGuid() : before.Epoch,
            Revision = before.Revision + 1,
            IsMended = false,
        };
        var head = LedgerHeadRow.Of(next);
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

        if (commit.Provisional.Count > 0)
        {
            actions.Add(Add(ProvisionalRow.Of(commit.Provisional, next.Revision)));
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

    private static long RevisionOf(TableEntity row) =>
        long.Parse(row.RowKey.AsSpan(Segments.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static ChangeSegment ToSegment(long revision, TableEntity row) =>
        new()
        {
            Revision = revision,
            Name = row.GetString("Name") is { Length: > 0 } name ? name : throw new InvalidDataException("The segment has no name."),
            Pages = row.GetInt32("Pages") is { } pages and > 0 ? pages : throw new InvalidDataException("The segment has no pages."),
            Changes = row.GetInt32("Changes") ?? 0,
            At = row.GetDateTimeOffset("At") ?? default,
        };

    private static string Key(long revision) => Segments + revision.ToString("d19", CultureInfo.InvariantCulture);

    private void Add<T>(List<T> all, TableEntity row, Func<TableEntity, IReadOnlyList<T>> read) =>
        all.AddRange(log.TryRead(StateTable.Name, row, () => read(row)) ?? []);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

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

    /// <summary>New provisional verdicts, at most as many as one row holds.</summary>
    public IReadOnlyList<ProvisionalVerdict> Provisional { get; init; } = [];

    /// <summary>Moves the watermark; null if it stays.</summary>
    public TableTransactionAction? Watermark { get; init; }
}

/// <summary>What was committed.</summary>
/// <param name="Head">The new head.</param>
/// <param name="Watermark">The watermark's new version; null if it did not move.</param>
public sealed record Committed(LedgerHead Head, ETag? Watermark);
