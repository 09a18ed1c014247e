using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Operations;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>One operation: what ties its clusters, what speaks against it, its clusters by the page, and what can be decided.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Row">The operation with its clusters, as the queue has it.</param>
public sealed record OperationModel(ConsoleContext Context, OperationRow Row)
{
    /// <summary>Clusters of a page.</summary>
    public const int PageSize = 50;

    public Operation Operation => Row.Operation;

    /// <summary>How far back the run looked.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>What is known of its members.</summary>
    public required MemberFacts Facts { get; init; }

    /// <summary>How many members have each level and action now, the strongest first.</summary>
    public required IReadOnlyList<StandingCount> Standings { get; init; }

    /// <summary>When each cluster came, and what people decided, in order.</summary>
    public required IReadOnlyList<TimelineMark> Marks { get; init; }

    /// <summary>The decisions on the operation and on its clusters, the latest first.</summary>
    public required IReadOnlyList<DecisionRecord> Decisions { get; init; }

    /// <summary>What can be decided now.</summary>
    public required IReadOnlyList<DecisionKind> Choices { get; init; }

    /// <summary>The decision that was just made; null if none was.</summary>
    public DecisionRecord? Made { get; init; }

    /// <summary>The page of clusters; the first is 1.</summary>
    public required int Page { get; init; }

    public int Pages => Math.Max(1, (Row.Parts.Count + PageSize - 1) / PageSize);
}

/// <summary>An operation in the queue.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parts">Its clusters, the largest first.</param>
public sealed record OperationRow(Operation Operation, IReadOnlyList<QueueRow> Parts) : IQueueRow
{
    public string Name => Operation.Id.ToString();

    public VerdictLevel Level => Operation.Level;

    public int Accounts => Operation.Accounts;

    public DateTimeOffset FirstSeen => Operation.FirstSeen;

    public DateTimeOffset LastSeen => Operation.LastSeen;

    public long Calls => Operation.Calls;

    public long OutputTokens { get; } = Operation.Clusters.Sum(c => c.OutputTokens);

    /// <summary>Since when the oldest of its open clusters waits; of all of them, if none is open.</summary>
    public DateTimeOffset Since { get; } =
        Parts.Where(p => p.State == QueueFilter.Open).Select(p => p.Since).DefaultIfEmpty(Parts.Min(p => p.Since)).Min();

    public bool IsNews { get; } = Parts.Any(p => p.IsNews);

    public int Joined { get; } = Parts.Sum(p => p.Joined);

    /// <summary>How many of its clusters have each state, the most first.</summary>
    public IReadOnlyList<(string State, int Clusters)> States { get; } =
    [.. Parts.CountBy(p => p.State).Select(s => (s.Key, s.Value)).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal)];

    /// <summary>True if it is in shadow mode as a whole.</summary>
    public bool Simulated { get; } = Parts.All(p => p.Simulated);
}
