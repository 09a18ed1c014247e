using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Profiles;

namespace Distill.Reports.Console;

/// <summary>A decision or an override, for a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="What">What was decided, in a word or two.</param>
/// <param name="By">Who decided.</param>
/// <param name="Why">The reason.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Expires">When it ends; null if another one has to replace it.</param>
public sealed record DecisionRecord(string Id, string What, string By, string Why, DateTimeOffset At, DateTimeOffset? Expires)
{
    /// <summary>The cluster that it is about alone; null for an override and for a decision on an operation.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>The operation that it is about as a whole; null for a decision on a cluster alone.</summary>
    public OperationId? Operation { get; init; }

    /// <summary>The account that it is about; null for a decision on a cluster.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The value that it is about; null unless it is an entry of an allow-list.</summary>
    public string? Value { get; init; }

    /// <summary>The accounts that it was about.</summary>
    public int Accounts { get; init; } = 1;

    public bool InForce { get; init; }

    /// <summary>Whether it goes to accounts that join later, too.</summary>
    public bool HoldsForLater { get; init; }

    /// <summary>True if the account whose page lists it was not in the cluster yet when it was made.</summary>
    public bool CameBefore { get; init; }

    /// <summary>A decision on one cluster; of one on an operation, the part that went to it.</summary>
    public static DecisionRecord Of(ClusterDecision decision, bool inForce) => Of([decision], inForce);

    /// <summary>A decision, with all of its parts.</summary>
    public static DecisionRecord Of(IReadOnlyList<ClusterDecision> parts, bool inForce) =>
        new(parts[0].Id, DecisionWords.Title(parts[0].Kind), parts[0].By, parts[0].Why, parts[0].At, parts[0].Expires)
        {
            Cluster = parts[0].Operation is null ? parts[0].Cluster : null,
            Operation = parts[0].Operation,
            Accounts = parts.Sum(p => p.On.Size),
            InForce = inForce,
            HoldsForLater = DecisionWords.HoldsForLater(parts[0].Kind),
        };

    public static DecisionRecord Of(AllowEntry entry, bool inForce) =>
        new(entry.Id, DecisionWords.Title(entry), entry.By, entry.Why, entry.At, entry.Expires) { Value = entry.Value, InForce = inForce };

    public static DecisionRecord Of(AccountOverride set, bool inForce) =>
        new(set.Id, DecisionWords.Title(set.Kind), set.By, set.Why, set.At, set.Expires) { Account = set.Account, InForce = inForce };
}
