using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Reports.Words;

/// <summary>What to do about a cluster, in sentences.</summary>
public static class Advice
{
    // Evidence that a person can look up in the own systems.
    private const string Infrastructure = "infrastructure";

    /// <summary>The steps, in order.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="threshold">The weight from which on a kind of evidence counts.</param>
    /// <param name="members">What is known of its members.</param>
    /// <param name="decided">The decision in force; null if nobody decided.</param>
    public static IReadOnlyList<string> Of(Cluster cluster, double threshold, MemberFacts members, CaseDecision? decided = null) =>
        decided?.Decision.Kind == DecisionKind.Dismiss
            ? ["Do nothing to these accounts: it is dismissed. If that was wrong, reopen it, or confirm it."]
        : decided is not null
            ?
            [
                "It is decided. The decision holds for everybody who joins. Look at who joined since, and reopen or dismiss it if that was wrong.",
                .. Lookup(cluster, threshold),
            ]
        : cluster.Level < VerdictLevel.Suspect
            ?
            [
                "Do nothing to these accounts. They are watched, because a campaign can begin like this.",
                "If you know who they are, say so: a class, a company, the users of one tool.",
            ]
        :
        [
            "Read first what speaks against it. If one of these explanations holds, dismiss the cluster.",
            "Keep the evidence before you act: accounts that are closed tell nothing more.",
            .. members.Verified > 0 ? ["Look at the members who passed a verification before you touch the others."] : Array.Empty<string>(),
            cluster.Level == VerdictLevel.Confirmed
                ? "If none holds, confirm it or plan a ban: either goes to all members at the same time. A ban of a few warns the operator, who then "
                    + "replaces them."
                : "If you are not sure, ask the members for a verification. It costs an honest customer little, and an operator much.",
            .. Lookup(cluster, threshold),
        ];

    private static string[] Lookup(Cluster cluster, double threshold) =>
        EvidenceWords.Of(cluster).Any(e => e.Words.Kind == Infrastructure && e.Weight >= threshold)
            ? ["Look up the shared cards, devices and networks in your own records: new accounts with them are most likely the next members."]
            : [];
}
