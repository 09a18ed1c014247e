using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Reports.Words;

/// <summary>The decision in force on a cluster, and who came after it. It holds for these too, so people must hear of them.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Joined">How many members the cluster has that were not in it when it was decided on.</param>
public sealed record CaseDecision(ClusterDecision Decision, int Joined)
{
    /// <summary>The decision that confirms or dismisses a cluster; null if nobody did, or if somebody reopened it.</summary>
    public static CaseDecision? Of(Cluster cluster, ClusterDecision? state)
    {
        if (state is null or { Kind: DecisionKind.Reopen })
        {
            return null;
        }

        var then = state.On.Everyone.ToHashSet();
        return new CaseDecision(state, cluster.Everyone.Count(a => !then.Contains(a)));
    }

    /// <summary>What was decided, by whom, and until when.</summary>
    public string Words =>
        Decision.Kind switch
        {
            DecisionKind.Dismiss => "dismissed",
            DecisionKind.BanPlan => "ban planned",
            _ => "confirmed",
        }
        + $" by {Shown.Name(Decision.By)}"
        + (Decision.Expires is { } end ? $" until {Shown.Time(end)}" : "");

    /// <summary>Who joined since, in a sentence; empty if nobody did.</summary>
    public string News =>
        Joined == 0
            ? ""
            : $"{Shown.Count(Joined, "account")} joined since {Shown.Name(Decision.By)} decided on {Shown.Number(Decision.On.Size)} at "
                + $"{Shown.Time(Decision.At)}. The decision holds for {(Joined == 1 ? "it" : "them")} too.";
}
