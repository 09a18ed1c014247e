using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Operations;
using Distill.Core.Options;
using Distill.Functions.Api;
using Distill.Reports.Console;
using Distill.Reports.Words;

namespace Distill.Functions.Console;

/// <summary>Builds the queues: filters and sorts the clusters or the operations, and takes a page.</summary>
internal static class QueueBuilder
{
    // The most names in a filter. With more, a person searches.
    private const int MostNames = 200;

    /// <summary>
    /// How much a token counts that a cluster of a level took: about how often such a cluster is an operator's. A watched one seldom is.
    /// </summary>
    private static double Certainty(VerdictLevel level) =>
        level switch
        {
            VerdictLevel.Confirmed => 1,
            VerdictLevel.Suspect => 0.9,
            _ => 0.05,
        };

    /// <summary>The queue of clusters.</summary>
    public static QueueModel<QueueRow> Build(ConsoleState state, DeskWork work, QueueFilter filter, DetectionOptions detection) =>
        Build(state.Context("Queue", ConsoleSection.Queue), [.. state.Clusters.Values.Select(c => Row(c, state, work))], (work, filter, detection));

    /// <summary>The queue of operations.</summary>
    public static QueueModel<OperationRow> BuildOperations(ConsoleState state, DeskWork work, QueueFilter filter, DetectionOptions detection) =>
        Build(
            state.Context("Operations", ConsoleSection.Operations),
            [.. state.Operations.Select(o => new OperationRow(o, [.. o.Clusters.Select(c => Row(c, state, work))]))],
            (work, filter, detection)
        );

    private static QueueModel<TRow> Build<TRow>(
        ConsoleContext context,
        TRow[] all,
        (DeskWork Work, QueueFilter Filter, DetectionOptions Detection) asked
    )
        where TRow : class, IQueueRow
    {
        var (work, filter, detection) = asked;
        all = filter.Clusters == 0 ? all : [.. all.Where(r => r.Parts.Count >= filter.Clusters)];
        var waiting = all.Where(r => r.Level >= VerdictLevel.Suspect && IsIn(r, QueueFilter.Open)).ToArray();
        var found = Ordered(all.Where(r => Matches(r, filter, context.Now)), filter.Order).ToArray();
        return new QueueModel<TRow>(context)
        {
            Filter = filter,
            Rows = [.. found.Skip((filter.Page - 1) * QueueFilter.PageSize).Take(QueueFilter.PageSize)],
            Found = found.Length,
            FoundWatched = found.Count(r => r.Level < VerdictLevel.Suspect),
            Waiting = waiting.Length,
            Grown = all.Count(r => r.Joined > 0),
            Age = QueueAge.Of(waiting),
            Seen = work.Seen,
            Assignees = work.Assignees,
            Accounts = waiting.Sum(r => (long)r.Accounts),
            OutputTokens = waiting.Sum(r => r.OutputTokens),
            Names = new QueueNames(
                Names(all, c => c.Models, filter.Model),
                Names(all, c => c.Platforms, filter.Platform),
                Names(all, c => c.Resellers, filter.Reseller)
            ),
            Threshold = detection.EvidenceThreshold,
            Lookback = TimeSpan.FromHours(detection.LookbackHours),
        };
    }

    /// <summary>The worst cluster that waits for a decision, beside one; null if none does.</summary>
    public static Cluster? Next(ConsoleState state, ClusterId beside) =>
        Ordered(state.Clusters.Values.Where(c => c.Id != beside && c.Level >= VerdictLevel.Suspect).Select(c => Row(c, state)), QueueOrder.Worst)
            .FirstOrDefault(r => IsIn(r, QueueFilter.Open))
            ?.Cluster;

    /// <summary>An operation without what analysts wrote on its clusters.</summary>
    public static OperationRow Row(Operation operation, ConsoleState state) => new(operation, [.. operation.Clusters.Select(c => Row(c, state))]);

    public static QueueRow Row(Cluster cluster, ConsoleState state)
    {
        var standing = state.Standing.Of(cluster.Id);
        return new QueueRow(cluster, standing.StateName(), standing.IsSimulated || state.Standing.SimulatesAll)
        {
            Decided = CaseDecision.Of(cluster, standing.State),
        };
    }

    private static QueueRow Row(Cluster cluster, ConsoleState state, DeskWork work)
    {
        var reopened = state.Standing.Of(cluster.Id).State is { Kind: DecisionKind.Reopen } decision ? decision.At : cluster.FirstSeen;
        var row = Row(cluster, state);
        return row with
        {
            Since = reopened > cluster.FirstSeen ? reopened : cluster.FirstSeen,
            Tied = cluster.Operation is { } part ? state.Published.CountParts(part.Id) - 1 : 0,
            Work = work[cluster.Id],
            IsNews =
                work.Seen is { } seen
                && (
                    cluster.FirstSeen > seen
                    || reopened > seen
                    || cluster.Timeline.Any(t => t.Time > seen && (t.IsReturn || (row.Joined > 0 && t.Accounts is not null)))
                ),
        };
    }

    private static bool IsIn(IQueueRow row, string state) =>
        state switch
        {
            QueueFilter.AnyState => true,
            QueueFilter.Grown => row.Joined > 0,
            _ => row.Parts.Any(p => p.State == state),
        };

    // News are shown in every state: a cluster that grew after a decision is not open. An operation matches if one of its clusters does; its
    // level, accounts and times are those of all.
    private static bool Matches(IQueueRow row, QueueFilter filter, DateTimeOffset now) =>
        (IsIn(row, filter.State) || (filter.OnlyNews && row.Joined > 0))
        && (filter.Level is not { } level || row.Level >= level)
        && (filter.Size == 0 || row.Accounts >= filter.Size)
        && (filter.New == 0 || row.FirstSeen >= now - TimeSpan.FromDays(filter.New))
        && (filter.Active == 0 || row.LastSeen >= now - TimeSpan.FromDays(filter.Active))
        && (!filter.OnlyNews || row.IsNews)
        && (filter.Assignee is not { } assignee || row.Parts.Any(p => p.Work.Assignee == (assignee == QueueFilter.Nobody ? null : assignee)))
        && (filter.Model is null || row.Parts.Any(p => p.Cluster.Models.ContainsKey(filter.Model)))
        && (filter.Platform is null || row.Parts.Any(p => p.Cluster.Platforms.ContainsKey(filter.Platform)))
        && (filter.Reseller is null || row.Parts.Any(p => p.Cluster.Resellers.ContainsKey(filter.Reseller)));

    private static IOrderedEnumerable<TRow> Ordered<TRow>(IEnumerable<TRow> rows, QueueOrder order)
        where TRow : IQueueRow =>
        (
            order switch
            {
                QueueOrder.Oldest => rows.OrderBy(r => r.Since),
                QueueOrder.Newest => rows.OrderByDescending(r => r.Since),
                QueueOrder.Largest => rows.OrderByDescending(r => r.Accounts),
                _ => rows.OrderByDescending(r => r.Parts.Sum(p => Certainty(p.Level) * p.OutputTokens)).ThenByDescending(r => r.Calls),
            }
        ).ThenBy(r => r.Name, StringComparer.Ordinal);

    // The names with the most calls, in order; and the one that is chosen.
    private static string[] Names(IEnumerable<IQueueRow> rows, Func<Cluster, IReadOnlyDictionary<string, long>> of, string? chosen)
    {
        var calls = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in rows.SelectMany(r => r.Parts).SelectMany(p => of(p.Cluster)))
        {
            calls[name] = calls.GetValueOrDefault(name) + count;
        }

        var most = calls.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostNames).Select(c => c.Key);
        return [.. (chosen is null ? most : most.Append(chosen)).Distinct().Order(StringComparer.Ordinal)];
    }
}
