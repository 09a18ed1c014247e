using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Builds the queue: filters and sorts the clusters, and takes a page.</summary>
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

    public static QueueModel Build(ConsoleState state, DeskWork work, QueueFilter filter, double threshold)
    {
        var all = state.Clusters.Values.Select(c => Row(c, state, work)).ToArray();
        var waiting = all.Where(r => r.State == QueueFilter.Open && r.Cluster.Level >= VerdictLevel.Suspect).ToArray();
        var found = Ordered(all.Where(r => Matches(r, filter, state.Now)), filter.Order).ToArray();
        return new QueueModel(state.Context("Queue", ConsoleSection.Queue))
        {
            Filter = filter,
            Rows = [.. found.Skip((filter.Page - 1) * QueueModel.PageSize).Take(QueueModel.PageSize)],
            Found = found.Length,
            Waiting = waiting.Length,
            Age = QueueAge.Of(waiting),
            Seen = work.Seen,
            Assignees = work.Assignees,
            Accounts = waiting.Sum(r => (long)r.Cluster.Everyone.Count),
            OutputTokens = waiting.Sum(r => r.Cluster.OutputTokens),
            Names = new QueueNames(
                Names(all, c => c.Models, filter.Model),
                Names(all, c => c.Platforms, filter.Platform),
                Names(all, c => c.Resellers, filter.Reseller)
            ),
            Threshold = threshold,
        };
    }

    public static QueueRow Row(Cluster cluster, ConsoleState state)
    {
        var standing = state.Standing.Of(cluster.Id);
        return new QueueRow(cluster, standing.StateName(), standing.IsSimulated || state.Standing.SimulatesAll);
    }

    private static QueueRow Row(Cluster cluster, ConsoleState state, DeskWork work)
    {
        var reopened = state.Standing.Of(cluster.Id).State is { Kind: DecisionKind.Reopen } decision ? decision.At : cluster.FirstSeen;
        return Row(cluster, state) with
        {
            Since = reopened > cluster.FirstSeen ? reopened : cluster.FirstSeen,
            Work = work[cluster.Id],
            IsNews = work.Seen is { } seen && (cluster.FirstSeen > seen || reopened > seen || cluster.Timeline.Any(t => t.Time > seen && t.IsReturn)),
        };
    }

    private static bool Matches(QueueRow row, QueueFilter filter, DateTimeOffset now) =>
        (filter.State == QueueFilter.AnyState || row.State == filter.State)
        && (filter.Level is not { } level || row.Cluster.Level >= level)
        && (filter.Size == 0 || row.Cluster.Everyone.Count >= filter.Size)
        && (filter.New == 0 || row.Cluster.FirstSeen >= now - TimeSpan.FromDays(filter.New))
        && (filter.Active == 0 || row.Cluster.LastSeen >= now - TimeSpan.FromDays(filter.Active))
        && (!filter.OnlyNews || row.IsNews)
        && (filter.Assignee is not { } assignee || (assignee == QueueFilter.Nobody ? row.Work.Assignee is null : row.Work.Assignee == assignee))
        && (filter.Model is null || row.Cluster.Models.ContainsKey(filter.Model))
        && (filter.Platform is null || row.Cluster.Platforms.ContainsKey(filter.Platform))
        && (filter.Reseller is null || row.Cluster.Resellers.ContainsKey(filter.Reseller));

    private static IOrderedEnumerable<QueueRow> Ordered(IEnumerable<QueueRow> rows, QueueOrder order) =>
        (
            order switch
            {
                QueueOrder.Oldest => rows.OrderBy(r => r.Since),
                QueueOrder.Newest => rows.OrderByDescending(r => r.Since),
                QueueOrder.Largest => rows.OrderByDescending(r => r.Cluster.Everyone.Count),
                _ => rows.OrderByDescending(r => Certainty(r.Cluster.Level) * r.Cluster.OutputTokens).ThenByDescending(r => r.Cluster.Calls),
            }
        ).ThenBy(r => r.Cluster.Id);

    // The names with the most calls, in order; and the one that is chosen.
    private static string[] Names(IEnumerable<QueueRow> rows, Func<Cluster, IReadOnlyDictionary<string, long>> of, string? chosen)
    {
        var calls = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in rows.SelectMany(r => of(r.Cluster)))
        {
            calls[name] = calls.GetValueOrDefault(name) + count;
        }

        var most = calls.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostNames).Select(c => c.Key);
        return [.. (chosen is null ? most : most.Append(chosen)).Distinct().Order(StringComparer.Ordinal)];
    }
}
