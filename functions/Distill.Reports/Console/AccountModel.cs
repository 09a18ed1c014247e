using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>One account: its verdict, why, with whom it is linked, and what people set.</summary>
public sealed record AccountModel(ConsoleContext Context, StandingVerdict Verdict)
{
    /// <summary>The most accounts that are listed as linked.</summary>
    public const int MostLinked = 20;

    public AccountId Account => Verdict.Account;

    /// <summary>The verdict's cluster; null if it has none, or if nobody keeps it any more.</summary>
    public required Cluster? Cluster { get; init; }

    /// <summary>Its calls by hour; null if no run has counted them: only those of clusters' members are kept.</summary>
    public required CallsOverTime? Calls { get; init; }

    /// <summary>Other accounts of the cluster: at most <see cref="MostLinked"/>.</summary>
    public required IReadOnlyList<AccountId> Linked { get; init; }

    /// <summary>What speaks against the verdict, of this account alone.</summary>
    public required IReadOnlyList<string> Against { get; init; }

    /// <summary>What speaks against its cluster.</summary>
    public required IReadOnlyList<string> AgainstCluster { get; init; }

    /// <summary>The verifications of its customer, the latest first.</summary>
    public required IReadOnlyList<AppealStep> Appeal { get; init; }

    /// <summary>On how many days the API tier has refused its requests.</summary>
    public required int RefusedDays { get; init; }

    /// <summary>The verdict's changes that are still kept, the latest first.</summary>
    public required IReadOnlyList<VerdictStep> History { get; init; }

    /// <summary>How long changes are kept.</summary>
    public required TimeSpan HistoryKept { get; init; }

    /// <summary>What people decided on the account or its cluster, the latest first.</summary>
    public required IReadOnlyList<DecisionRecord> Decisions { get; init; }

    /// <summary>What can be set now.</summary>
    public required IReadOnlyList<OverrideKind> Choices { get; init; }

    /// <summary>A fingerprint of what the page shows. The form carries it, so that nothing is set on an account that has changed.</summary>
    public required string Print { get; init; }

    public required AnalystForm Form { get; init; }

    /// <summary>The choice that was sent, if its form comes back.</summary>
    public OverrideKind? Chosen { get; init; }

    /// <summary>The override that was just set; null if none was.</summary>
    public DecisionRecord? Made { get; init; }
}

/// <summary>A verdict that an account had.</summary>
/// <param name="At">When it was published.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record VerdictStep(DateTimeOffset At, StandingVerdict Verdict);
