using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Backtests;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Newcomers;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Core.Volumes;

namespace Distill.Core;

/// <summary>The result of one run, and the input of the next: verdicts and clusters as of the end of an hour.</summary>
public sealed record CorrelationState
{
    /// <summary>The state before the first run.</summary>
    public static CorrelationState Empty { get; } = new();

    /// <summary>The last hour that was correlated. Null before the first run.</summary>
    public Hour? Watermark { get; init; }

    public IReadOnlyDictionary<AccountId, Verdict> Verdicts { get; init; } = new Dictionary<AccountId, Verdict>();

    /// <summary>What each verdict of watch or above was judged on. A verdict stored by an earlier version may have none.</summary>
    public IReadOnlyDictionary<AccountId, VerdictBasis> Bases { get; init; } = new Dictionary<AccountId, VerdictBasis>();

    /// <summary>The clusters, also those that have dissolved and on which verdicts rest, ordered by id.</summary>
    public IReadOnlyList<Cluster> Clusters { get; init; } = [];

    /// <summary>The marks of the operators that this run or an earlier one found. The next run looks for them. Null before the first run.</summary>
    public OperatorIndex? Operators { get; init; }

    /// <summary>What people see of each cluster that the run found. The next run does not look at it.</summary>
    public IReadOnlyDictionary<ClusterId, Portrait> Portraits { get; init; } = new Dictionary<ClusterId, Portrait>();

    /// <summary>The evidence on all groups of the run, for backtests. Null before the first run. The next run does not look at it.</summary>
    public RunWeights? Weights { get; init; }

    /// <summary>Who has which card, device, mail domain and network, for people. Null before the first run. The next run ignores it.</summary>
    public ValueIndex? Values { get; init; }

    /// <summary>Refusals and verifications by day, for people. Null before the first run. The next run does not look at it.</summary>
    public FactDays? Days { get; init; }

    /// <summary>Cards and devices that the run ignored because too many unrelated accounts have them.</summary>
    public IReadOnlyList<CommonValue> CommonValues { get; init; } = [];

    /// <summary>
    /// Number of accounts with a placeholder for a prompt: nearly all of their calls have the same text, and other accounts have it too.
    /// </summary>
    public int ConstantPromptAccounts { get; init; }
}
