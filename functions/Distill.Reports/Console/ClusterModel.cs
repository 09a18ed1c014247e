using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Profiles;
using Distill.Reports.Parts;

namespace Distill.Reports.Console;

/// <summary>One cluster: its case, its members page by page, and what can be decided.</summary>
public sealed record ClusterModel(ConsoleContext Context, CaseModel Case)
{
    /// <summary>Members of a page.</summary>
    public const int PageSize = 100;

    public Cluster Cluster => Case.Cluster;

    /// <summary>The API's name of its state.</summary>
    public required string State { get; init; }

    public required bool Simulated { get; init; }

    /// <summary>How many members have each level and action now, the strongest first.</summary>
    public required IReadOnlyList<StandingCount> Standings { get; init; }

    /// <summary>One page of the members: the strongest action first, then by account.</summary>
    public required IReadOnlyList<StandingVerdict> Members { get; init; }

    /// <summary>The page; the first is 1.</summary>
    public required int Page { get; init; }

    /// <summary>The decisions on the cluster, the latest first.</summary>
    public required IReadOnlyList<DecisionRecord> Decisions { get; init; }

    /// <summary>What can be decided now.</summary>
    public required IReadOnlyList<DecisionKind> Choices { get; init; }

    /// <summary>Who works on it.</summary>
    public required CaseWork Work { get; init; }

    /// <summary>The decision that was just made; null if none was.</summary>
    public DecisionRecord? Made { get; init; }

    public int Pages => Math.Max(1, (Cluster.Everyone.Count + PageSize - 1) / PageSize);
}

/// <summary>How many accounts have a level and an action.</summary>
public sealed record StandingCount(VerdictLevel Level, VerdictAction Action, int Accounts);

/// <summary>A decision or an override, for a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="What">What was decided, in a word or two.</param>
/// <param name="By">Who decided.</param>
/// <param name="Why">The reason.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Expires">When it ends; null if another one has to replace it.</param>
public sealed record DecisionRecord(string Id, string What, string By, string Why, DateTimeOffset At, DateTimeOffset? Expires)
{
    /// <summary>The cluster that it is about; null for an override.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>The account that it is about; null for a decision on a cluster.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The value that it is about; null unless it is an entry of an allow-list.</summary>
    public string? Value { get; init; }

    /// <summary>The accounts that it was about.</summary>
    public int Accounts { get; init; } = 1;

    public bool InForce { get; init; }

    public static DecisionRecord Of(ClusterDecision decision, bool inForce) =>
        new(decision.Id, DecisionWords.Title(decision.Kind), decision.By, decision.Why, decision.At, decision.Expires)
        {
            Cluster = decision.Cluster,
            Accounts = decision.On.Everyone.Count,
            InForce = inForce,
        };

    public static DecisionRecord Of(AllowEntry entry, bool inForce) =>
        new(entry.Id, DecisionWords.Title(entry), entry.By, entry.Why, entry.At, entry.Expires) { Value = entry.Value, InForce = inForce };

    public static DecisionRecord Of(AccountOverride set, bool inForce) =>
        new(set.Id, DecisionWords.Title(set.Kind), set.By, set.Why, set.At, set.Expires) { Account = set.Account, InForce = inForce };
}
