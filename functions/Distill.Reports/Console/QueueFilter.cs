using System.Globalization;
using Distill.Contracts.Verdicts;

namespace Distill.Reports.Console;

/// <summary>Which clusters or operations are shown, and in which order. Null and 0 stand for all.</summary>
public sealed record QueueFilter
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The state that clusters have if nobody asks for another.</summary>
    public const string Open = "open";

    /// <summary>Stands for clusters with members that joined after the decision that is in force.</summary>
    public const string Grown = "grown";

    /// <summary>The fewest clusters that operations have if nobody asks for others.</summary>
    public const int ManyClusters = 2;

    /// <summary>Stands for all states.</summary>
    public const string AnyState = "any";

    /// <summary>Stands for clusters that are assigned to nobody. No name begins with a blank.</summary>
    public const string Nobody = " nobody";

    /// <summary>The address of the queue.</summary>
    public string Path { get; init; } = ConsoleLinks.Queue;

    /// <summary>The fewest clusters of an operation. Those of one are in the queue of clusters already.</summary>
    public int Clusters { get; init; }

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

    /// <summary>The order, as it stands above a table.</summary>
    public string OrderInWords =>
        Order switch
        {
            QueueOrder.Oldest => "the longest wait first",
            QueueOrder.Newest => "the latest first",
            QueueOrder.Largest => "the largest first",
            _ => "the worst first: what it took, times how sure we are",
        };

    /// <summary>The address of another page of the same list.</summary>
    public string Link(int page) =>
        ConsoleLinks.With(
            Path,
            ("clusters", Clusters == ManyClusters ? null : Number(Clusters)),
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

    private static string? Number(int value) => value == 0 ? null : value.ToString(CultureInfo.InvariantCulture);
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
