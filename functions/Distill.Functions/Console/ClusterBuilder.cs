using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Functions.Honeypots;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Functions.Console;

/// <summary>Builds the page of a cluster.</summary>
public sealed class ClusterBuilder(PortraitReader portraits, DeskTable desk, MarkReader marks, AuditReader audits, DetectionOptions detection)
{
    /// <summary>The page.</summary>
    /// <param name="state">Everything published.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="page">The page of members; the first is 1.</param>
    /// <param name="made">The id of the decision that was just made; null if none was.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<ClusterModel> BuildAsync(ConsoleState state, Cluster cluster, int page, string? made, CancellationToken cancellationToken)
    {
        var portrait = await portraits.FindAsync(state, cluster.Id, cancellationToken);
        var members = cluster.Everyone.Select(state.View.Find).ToArray();
        var stands = state.Standing.Of(cluster.Id);
        DecisionRecord[] decisions =
        [
            .. state
                .Ledger.Decisions.Where(d => d.Cluster == cluster.Id || d == stands.State || d == stands.Shadow)
                .OrderByDescending(d => d.Number)
                .Select(d => DecisionRecord.Of(d, state.Standing.IsInForce(d))),
        ];
        var facts = FactsOf(state, members);
        var described = new CaseModel(cluster, detection.EvidenceThreshold, facts)
        {
            Lookback = TimeSpan.FromHours(detection.LookbackHours),
            Marks = CaseModel.MarksOf(cluster, portrait?.Portrait, decisions.Select(MarkOf)),
            Portrait = portrait,
            Decided = CaseDecision.Of(cluster, stands.State),
            Calls = portrait is null ? null : CallsOverTime.Of(portrait.Portrait),
        };
        return new ClusterModel(state.Context($"Cluster {cluster.Id}", ConsoleSection.Queue) with { HasGraph = portrait is not null }, described)
        {
            Simulated = stands.IsSimulated || state.Standing.SimulatesAll,
            Standings = StandingCount.Of(members),
            Operation = cluster.Operation is { } part ? state.Find(part.Id) : null,
            Members =
            [
                .. members
                    .OrderByDescending(m => m.Verdict.Action)
                    .ThenByDescending(m => m.Verdict.Level)
                    .ThenByDescending(m => m.Verdict.Score)
                    .ThenBy(m => m.Account)
                    .Skip((page - 1) * ClusterModel.PageSize)
                    .Take(ClusterModel.PageSize),
            ],
            Page = page,
            Decisions = decisions,
            Choices = [.. Choices(stands, state.Standing)],
            Work = await DeskWork.ReadAsync(desk, cluster.Id, cancellationToken),
            Marks = await marks.FindAsync(cluster, cancellationToken),
            Audits = await audits.FindAsync(cluster, cancellationToken),
            Made = Array.Find(decisions, d => d.Id == made),
            Next = made is null ? null : QueueBuilder.Next(state, cluster.Id),
        };
    }

    /// <summary>What is known of members.</summary>
    internal static MemberFacts FactsOf(ConsoleState state, IReadOnlyCollection<StandingVerdict> members) =>
        new(
            members.Count(m => Appeals.Of(m.Verdict) == AppealOutcome.Passed),
            members.Count(m => state.Standing.OverrideOf(m.Account) is { Kind: OverrideKind.Allow })
        );

    /// <summary>A decision as an entry of a timeline.</summary>
    internal static TimelineMark MarkOf(DecisionRecord decision) =>
        new(decision.At, $"{decision.What} by {Shown.Name(decision.By)}: {decision.Why}", ByPerson: true);

    /// <summary>What can be decided on a cluster that would say something new.</summary>
    internal static IEnumerable<DecisionKind> Choices(ClusterStanding stands, Standing all) =>
        Enum.GetValues<DecisionKind>()
            .Where(kind =>
                kind switch
                {
                    DecisionKind.Shadow => !stands.IsSimulated && !all.SimulatesAll,
                    DecisionKind.Unshadow => stands.IsSimulated,
                    DecisionKind.Reopen => stands.State is { Kind: not DecisionKind.Reopen },
                    _ => stands.State?.Kind != kind,
                }
            );
}
