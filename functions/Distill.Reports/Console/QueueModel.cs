using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Reports.Console;

/// <summary>The queue: the clusters that wait for a person, the worst first.</summary>
public sealed record QueueModel(ConsoleContext Context)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    public required QueueFilter Filter { get; init; }

    /// <summary>One page of what was found.</summary>
    public required IReadOnlyList<QueueRow> Rows { get; init; }

    public required int Found { get; init; }

    /// <summary>Clusters that are open at suspect or above: those for which somebody should decide.</summary>
    public required int Waiting { get; init; }

    /// <summary>How long they have waited.</summary>
    public required QueueAge Age { get; init; }

    /// <summary>Up to when the visitor has marked all clusters as seen; null if never.</summary>
    public required DateTimeOffset? Seen { get; init; }

    /// <summary>Everybody to whom a cluster is assigned, in order.</summary>
    public required IReadOnlyList<string> Assignees { get; init; }

    /// <summary>Their accounts.</summary>
    public required long Accounts { get; init; }

    /// <summary>The output tokens that they took within the lookback.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>All names that clusters have, for the filters.</summary>
    public required QueueNames Names { get; init; }

    /// <summary>The weight from which on a kind of evidence counts.</summary>
    public required double Threshold { get; init; }

    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);
}

/// <summary>A cluster in the queue.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="State">The API's name of its state.</param>
/// <param name="Simulated">Whether it is in shadow mode.</param>
public sealed record QueueRow(Cluster Cluster, string State, bool Simulated)
{
    /// <summary>Since when it waits for a decision: first seen, or reopened.</summary>
    public DateTimeOffset Since { get; init; } = Cluster.FirstSeen;

    /// <summary>Who works on it.</summary>
    public CaseWork Work { get; init; } = CaseWork.None;

    /// <summary>True if it came, or came back, after the visitor had marked all as seen.</summary>
    public bool IsNews { get; init; }
}

/// <summary>How long clusters have waited for a decision.</summary>
/// <param name="Oldest">Since when the one waits that waits longest; null if none waits.</param>
/// <param name="Half">Half of them have waited since then or longer.</param>
/// <param name="Unassigned">How many are assigned to nobody.</param>
public readonly record struct QueueAge(DateTimeOffset? Oldest, DateTimeOffset? Half, int Unassigned)
{
    public static QueueAge Of(IReadOnlyCollection<QueueRow> waiting)
    {
        DateTimeOffset[] since = [.. waiting.Select(r => r.Since).Order()];
        return since.Length == 0 ? default : new QueueAge(since[0], since[(since.Length - 1) / 2], waiting.Count(r => r.Work.Assignee is null));
    }
}

/// <summary>Names for the filters, in order.</summary>
public sealed record QueueNames(IReadOnlyList<string> Models, IReadOnlyList<string> Platforms, IReadOnlyList<string> Resellers);

/// <summary>Which clusters are shown, and in which order. Null and 0 stand for all.</summary>
public sealed record QueueFilter
{
    /// <summary>The state that clusters have if nobody asks for another.</summary>
    public const string Open = "open";

    /// <summary>Stands for all states.</summary>
    public const string AnyState = "any";

    /// <summary>Stands for clusters that are assigned to nobody. No name begins with a blank.</summary>
    public const string Nobody = " nobody";

    /// <summary>The least level.</summary>
    public VerdictLevel? Level { get; init; }

    public string State { get; init; } = Open;

    /// <summary>The fewest accounts.</summary>
    public int Size { get; init; }

    /// <summary>Only clusters first seen within so many days.</summary>
    public int New { get; init; }

    /// <summary>Only clusters with a call within so many days.</summary>
    public int Active { get; init; }

    /// <summary>Only clusters that came, or came back, after the visitor had marked all as seen.</summary>
    public bool OnlyNews { get; init; }

    /// <summary>Only clusters that are assigned to somebody; <see cref="Nobody"/> for those that are not assigned.</summary>
    public string? Assignee { get; init; }

    public string? Model { get; init; }

    public string? Platform { get; init; }

    public string? Reseller { get; init; }

    public QueueOrder Order { get; init; }

    /// <summary>The page; the first is 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The address of a page of the same clusters.</summary>
    public string Link(int page) =>
        ConsoleLinks.With(
            ConsoleLinks.Queue,
            ("level", Level?.Name()),
            ("state", State == Open ? null : State),
            ("size", Number(Size)),
            ("new", Number(New)),
            ("active", Number(Active)),
            ("news", OnlyNews ? "true" : null),
            ("assignee", Assignee),
            ("model", Model),
            ("platform", Platform),
            ("reseller", Reseller),
            ("order", Order == QueueOrder.Worst ? null : Order.ToString()),
            ("page", page == 1 ? null : Number(page))
        );

    private static string? Number(int value) => value == 0 ? null : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The orders of the queue.</summary>
public enum QueueOrder
{
    /// <summary>What was taken, times how sure we are.</summary>
    Worst,

    /// <summary>The longest wait first.</summary>
    Oldest,

    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The most accounts first.</summary>
    Largest,
}
