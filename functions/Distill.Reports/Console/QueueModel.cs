using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>A queue: the clusters or the operations that wait for a person, the worst first.</summary>
/// <typeparam name="TRow">What stands in it.</typeparam>
public sealed record QueueModel<TRow>(ConsoleContext Context)
    where TRow : IQueueRow
{
    public required QueueFilter Filter { get; init; }

    /// <summary>One page of what was found.</summary>
    public required IReadOnlyList<TRow> Rows { get; init; }

    public required int Found { get; init; }

    /// <summary>Those of them that are only watched.</summary>
    public required int FoundWatched { get; init; }

    /// <summary>How many of all are open at suspect or above: those for which somebody should decide.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many of all have members that joined after a decision that holds for them.</summary>
    public required int Grown { get; init; }

    /// <summary>How long they have waited.</summary>
    public required QueueAge Age { get; init; }

    /// <summary>Up to when the visitor has marked all clusters as seen; null if never.</summary>
    public required DateTimeOffset? Seen { get; init; }

    /// <summary>Everybody to whom a cluster is assigned, in order.</summary>
    public required IReadOnlyList<string> Assignees { get; init; }

    /// <summary>Their accounts.</summary>
    public required long Accounts { get; init; }

    /// <summary>How far back the run looked.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>The output tokens that they took as far back as the run looked.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>All names that clusters have, for the filters.</summary>
    public required QueueNames Names { get; init; }

    /// <summary>The weight from which on a kind of evidence counts.</summary>
    public required double Threshold { get; init; }

    public int Pages => Math.Max(1, (Found + QueueFilter.PageSize - 1) / QueueFilter.PageSize);
}

/// <summary>What stands in a queue: a cluster, or an operation of several.</summary>
public interface IQueueRow
{
    /// <summary>The id, for the last order.</summary>
    string Name { get; }

    VerdictLevel Level { get; }

    int Accounts { get; }

    DateTimeOffset FirstSeen { get; }

    DateTimeOffset LastSeen { get; }

    long Calls { get; }

    long OutputTokens { get; }

    /// <summary>Since when it waits for a decision.</summary>
    DateTimeOffset Since { get; }

    /// <summary>True if it came, came back, or grew after a decision, after the visitor had marked all as seen.</summary>
    bool IsNews { get; }

    /// <summary>Members that joined after a decision that holds for them.</summary>
    int Joined { get; }

    /// <summary>Its clusters. Never empty.</summary>
    IReadOnlyList<QueueRow> Parts { get; }
}

/// <summary>A cluster in the queue.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="State">The API's name of its state.</param>
/// <param name="Simulated">Whether it is in shadow mode.</param>
public sealed record QueueRow(Cluster Cluster, string State, bool Simulated) : IQueueRow
{
    public string Name => Cluster.Id.ToString();

    public VerdictLevel Level => Cluster.Level;

    public int Accounts => Cluster.Size;

    public DateTimeOffset FirstSeen => Cluster.FirstSeen;

    public DateTimeOffset LastSeen => Cluster.LastSeen;

    public long Calls => Cluster.Calls;

    public long OutputTokens => Cluster.OutputTokens;

    /// <summary>Since when it waits for a decision: first seen, or reopened.</summary>
    public DateTimeOffset Since { get; init; } = Cluster.FirstSeen;

    /// <summary>How many other clusters are part of its operation.</summary>
    public int Tied { get; init; }

    /// <summary>Who works on it.</summary>
    public CaseWork Work { get; init; } = CaseWork.None;

    /// <summary>Whether a recorded attribution test names it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The decision in force; null if nobody decided.</summary>
    public CaseDecision? Decided { get; init; }

    public bool IsNews { get; init; }

    public int Joined => Decided?.Joined ?? 0;

    public IReadOnlyList<QueueRow> Parts => [this];
}

/// <summary>How long clusters have waited for a decision.</summary>
/// <param name="Oldest">Since when the one waits that waits longest; null if none waits.</param>
/// <param name="Half">Half of them have waited since then or longer.</param>
/// <param name="Unassigned">How many are assigned to nobody.</param>
public readonly record struct QueueAge(DateTimeOffset? Oldest, DateTimeOffset? Half, int Unassigned)
{
    public static QueueAge Of(IReadOnlyCollection<IQueueRow> waiting)
    {
        DateTimeOffset[] since = [.. waiting.Select(r => r.Since).Order()];
        return since.Length == 0
            ? default
            : new QueueAge(since[0], since[(since.Length - 1) / 2], waiting.Count(r => r.Parts.All(p => p.Work.Assignee is null)));
    }
}

/// <summary>Names for the filters, in order.</summary>
public sealed record QueueNames(IReadOnlyList<string> Models, IReadOnlyList<string> Platforms, IReadOnlyList<string> Resellers);
