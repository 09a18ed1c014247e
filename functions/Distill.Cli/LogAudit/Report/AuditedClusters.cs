using Distill.Cli.LogAudit.Findings;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Reports.LogAudit;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Report;

/// <summary>The clusters of a log audit, as the report shows them.</summary>
internal sealed class AuditedClusters(LogAuditFindings findings)
{
    private readonly LogActivity _activity = new(findings.Windows);
    private readonly ILookup<ClusterId?, Verdict> _verdicts = findings.Verdicts.ToLookup(v => v.Cluster);

    /// <summary>Suspect and confirmed clusters, what took the most first.</summary>
    public IReadOnlyList<AuditedCluster> Flagged() => AuditedCluster.Ranked(findings.Clusters.Where(c => c.Level >= VerdictLevel.Suspect).Select(Of));

    /// <summary>Watched groups, the largest first.</summary>
    public IReadOnlyList<AuditedCluster> Cleared() =>
        [.. findings.Clusters.Where(c => c.Level < VerdictLevel.Suspect).OrderByDescending(c => c.Size).ThenBy(c => c.Id).Select(Of)];

    private AuditedCluster Of(Cluster cluster)
    {
        var members = _verdicts[cluster.Id].ToArray();
        var portrait = findings.Portraits.GetValueOrDefault(cluster.Id);
        var facts = new MemberFacts(members.Count(m => Appeals.Of(m) == AppealOutcome.Passed), Allowed: 0);
        return new AuditedCluster(
            new CaseModel(cluster, findings.Options.EvidenceThreshold, facts)
            {
                Lookback = TimeSpan.FromHours(findings.Options.LookbackHours),
                Marks = CaseModel.MarksOf(cluster, portrait),
                Portrait = portrait is null ? null : new ShownPortrait(portrait),
                Calls = _activity.Of(cluster.Everyone),
                Cost = findings.Costs.TryGetValue(cluster.Id, out var cost) ? cost : null,
            },
            [
                .. members
                    .OrderByDescending(m => m.Level)
                    .ThenByDescending(m => m.Score)
                    .ThenBy(m => m.Account)
                    .Take(LogAuditModel.MostMembers)
                    .Select(m => new StandingVerdict(m)),
            ]
        );
    }
}
