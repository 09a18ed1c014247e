using Distill.Cli.LogAudit.Costing;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Operations;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Resellers;
using Distill.Core.Windows;
using Distill.Logs.Reading;
using Distill.Logs.Traffic;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Findings;

/// <summary>The result of a log audit and what it was about.</summary>
internal sealed record LogAuditFindings
{
    /// <summary>The files, and how each was read.</summary>
    public required IReadOnlyList<ReadFile> Files { get; init; }

    /// <summary>The largest share of the logs that may be unread, of 1.</summary>
    public double MaxUnread { get; init; } = AnswerBasis.DefaultMaxUnread;

    /// <summary>The share of the files that could not be read at all, of 1.</summary>
    public double UnreadFilesShare { get; init; }

    /// <summary>Why the logs can't bear an answer. Empty when they can.</summary>
    public IReadOnlyList<string> Shortfalls => field ??= AnswerBasis.Shortfalls(this);

    /// <summary>Names of the files of networks and mail domains read.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    public required EventCounts Counts { get; init; }

    /// <summary>What the logs could not tell; by default only what the counts say.</summary>
    public DataQuality Quality
    {
        get => field ?? new DataQuality { Counts = Counts };
        init;
    }

    public required IReadOnlyCollection<CallWindow> Windows { get; init; }

    /// <summary>A verdict for each account in the logs, in order of account.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>The operations, the surest and largest first.</summary>
    public IReadOnlyList<Operation> Operations => field ??= Operation.Of(Clusters);

    /// <summary>What each cluster took, in tokens and, with a price list, in money.</summary>
    public Takings Takings
    {
        get => field ??= Takings.Of(Windows, Clusters, prices: null);
        init;
    }

    /// <summary>What people see of each cluster that the last run found.</summary>
    public IReadOnlyDictionary<ClusterId, Portrait> Portraits { get; init; } = new Dictionary<ClusterId, Portrait>();

    /// <summary>The review of resellers and clouds. Null when no call came through one.</summary>
    public ResellerReview? Resellers { get; init; }

    /// <summary>What the tokens of each cluster would have cost. Empty without prices.</summary>
    public IReadOnlyDictionary<ClusterId, Money> Costs { get; init; } = new Dictionary<ClusterId, Money>();

    /// <summary>The hours at the end of which a run was made.</summary>
    public required IReadOnlyList<Hour> Runs { get; init; }

    public required DetectionOptions Options { get; init; }

    public int CountOf(VerdictLevel level) => Verdicts.Count(v => v.Level == level);

    /// <summary>The cluster that a report is about alone; null for all.</summary>
    public ClusterId? Only { get; init; }

    public int Flagged => Verdicts.Count(v => v.Level >= VerdictLevel.Suspect && (Only is null || v.Cluster == Only));
}
