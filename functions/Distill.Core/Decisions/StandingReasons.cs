using System.Globalization;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>Applies a decision to a verdict: it changes the verdict, and adds a first reason with who decided, until when and why.</summary>
internal static class StandingReasons
{
    public static Verdict Apply(AccountOverride set, Verdict verdict) =>
        verdict with
        {
            Action = set.Kind == OverrideKind.Block ? VerdictAction.Block : VerdictAction.Allow,
            Reasons = Led(
                "override",
                $"{(set.Kind == OverrideKind.Block ? "Blocked" : "Allowed")} by hand by {set.By}{Until(set.Expires)}: {set.Why}",
                verdict
            ),
        };

    public static Verdict Apply(ClusterDecision decision, Verdict verdict) =>
        decision.Kind switch
        {
            DecisionKind.Dismiss => verdict with
            {
                Level = VerdictLevel.Clear,
                Score = 0,
                Action = VerdictAction.Allow,
                Reasons = Led("dismissed", Told("Its cluster was dismissed", decision), verdict),
            },
            DecisionKind.Confirm or DecisionKind.BanPlan => verdict with
            {
                Level = VerdictLevel.Confirmed,
                Action = decision.Action,
                Cluster = verdict.Cluster ?? decision.Cluster,
                FirstFlaggedAt = verdict.FirstFlaggedAt ?? decision.At,
                Reasons = Led(
                    decision.Kind == DecisionKind.Confirm ? "confirmed" : "ban_plan",
                    Told(
                        decision.Kind == DecisionKind.Confirm
                            ? $"{Named("Its", decision, verdict)} was confirmed"
                            : $"{Named("Its whole", decision, verdict)} is to be banned, ordered",
                        decision
                    ),
                    verdict
                ),
            },
            _ => verdict,
        };

    /// <summary>Adds the reason of a dismissal to the verdict of an account that has left the cluster. Nothing else changes.</summary>
    public static Verdict Tell(ClusterDecision dismissal, Verdict verdict) =>
        verdict with
        {
            Reasons = Led("dismissed", Told($"The cluster {dismissal.Cluster}, of which it was a member, was dismissed", dismissal), verdict),
        };

    /// <summary>Simulates a verdict: the action becomes allow, and the first reason names the action that would be.</summary>
    public static Verdict Simulate(Verdict verdict) =>
        verdict with
        {
            Action = VerdictAction.Allow,
            Reasons = Led("shadow", $"Shadow mode: the action would be {verdict.Action.Name()}.", verdict),
        };

    private static string Told(string what, ClusterDecision decision) => $"{what} by {decision.By}{Until(decision.Expires)}: {decision.Why}";

    // The decision may be about a cluster that the account has left, or that came before this one.
    private static string Named(string its, ClusterDecision decision, Verdict verdict) =>
        verdict.Cluster is { } now && now != decision.Cluster ? $"The cluster {decision.Cluster}" : $"{its} cluster";

    private static string Until(DateTimeOffset? time) =>
        time is { } end ? string.Create(CultureInfo.InvariantCulture, $" until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "";

    private static Reason[] Led(string signal, string detail, Verdict verdict) => [new Reason(signal, detail, 0), .. verdict.Reasons];
}
