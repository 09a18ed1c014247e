using Distill.Contracts;

namespace Distill.Core.Decisions;

/// <summary>
/// Which of all decisions are in force at a time. Of those on one cluster it is the latest that has not ended by its term; when that one ends, the
/// latest of the others stands again. Two kinds end earlier decisions for good, as <see cref="Endings"/> says.
/// </summary>
internal sealed class DecisionsInForce
{
    private readonly Dictionary<ClusterId, Endings> _ofClusters = [];
    private readonly Dictionary<AccountId, Endings> _ofAccounts = [];

    /// <param name="decisions">All decisions ever made, in any order.</param>
    /// <param name="at">The time.</param>
    public DecisionsInForce(IReadOnlyCollection<ClusterDecision> decisions, DateTimeOffset at)
    {
        foreach (var decision in decisions.Where(d => d.Kind is DecisionKind.Reopen or DecisionKind.Dismiss))
        {
            Note(_ofClusters, decision.Cluster, decision);
            foreach (var account in decision.On.Everyone)
            {
                Note(_ofAccounts, account, decision);
            }
        }

        foreach (var decision in decisions.OrderByDescending(d => d.Number).ThenByDescending(d => d.Id, StringComparer.Ordinal))
        {
            if (decision.IsShadow)
            {
                _ = decision.HoldsAt(at) && Shadows.TryAdd(decision.Cluster, decision);
            }
            else if (!IsEndedOn(decision.Cluster, decision) && (decision.HoldsAt(at) || decision.Kind == DecisionKind.Reopen))
            {
                States.TryAdd(decision.Cluster, decision);
                foreach (var account in decision.IsConfirmation ? decision.On.Everyone.Where(a => !IsEndedFor(a, decision)) : [])
                {
                    Confirmed.TryAdd(account, decision);
                }

                foreach (var account in decision.Kind == DecisionKind.Dismiss ? decision.On.Everyone.Where(a => !IsEndedFor(a, decision)) : [])
                {
                    Dismissed.TryAdd(account, decision);
                }
            }
        }
    }

    /// <summary>By cluster: the decision that confirms, dismisses or reopens it.</summary>
    public Dictionary<ClusterId, ClusterDecision> States { get; } = [];

    /// <summary>By cluster: the decision on shadow mode.</summary>
    public Dictionary<ClusterId, ClusterDecision> Shadows { get; } = [];

    /// <summary>By account: the latest confirmation of a cluster of which it was a member. It holds wherever the account is now.</summary>
    public Dictionary<AccountId, ClusterDecision> Confirmed { get; } = [];

    /// <summary>By account: the latest decision by which somebody said with its cluster that it is innocent.</summary>
    public Dictionary<AccountId, ClusterDecision> Dismissed { get; } = [];

    /// <summary>True if a later decision on a cluster ended a decision, as far as it reaches that cluster.</summary>
    public bool IsEndedOn(ClusterId cluster, ClusterDecision decision) => _ofClusters.GetValueOrDefault(cluster).End(decision);

    /// <summary>True if a later decision on a cluster of which the account was a member then ended a decision for the account.</summary>
    public bool IsEndedFor(AccountId account, ClusterDecision decision) => _ofAccounts.GetValueOrDefault(account).End(decision);

    private static void Note<T>(Dictionary<T, Endings> all, T key, ClusterDecision decision)
        where T : notnull => all[key] = all.GetValueOrDefault(key).With(decision);

    /// <summary>
    /// The numbers of the last decisions that ended all confirmations, and all dismissals, before them. A reopening ends both, and a dismissal ends
    /// confirmations: what was dismissed does not come back when the dismissal ends. A reopening by the correlation ends dismissals alone: more
    /// evidence frees nobody.
    /// </summary>
    private readonly record struct Endings(long OfConfirmations, long OfDismissals)
    {
        public bool End(ClusterDecision decision) =>
            decision.Number
            < (
                decision.IsConfirmation ? OfConfirmations
                : decision.Kind == DecisionKind.Dismiss ? OfDismissals
                : 0
            );

        public Endings With(ClusterDecision decision) =>
            new(
                decision.IsByCorrelation ? OfConfirmations : Math.Max(OfConfirmations, decision.Number),
                decision.Kind == DecisionKind.Reopen ? Math.Max(OfDismissals, decision.Number) : OfDismissals
            );
    }
}
