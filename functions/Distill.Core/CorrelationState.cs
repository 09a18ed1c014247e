using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Profiles;

namespace Distill.Core;

/// <summary>What one run hands to the next, and all that callers see: verdicts and clusters as of the end of an hour.</summary>
public sealed record CorrelationState
{
    public static CorrelationState Empty { get; } = new();

    /// <summary>The last hour taken in; null before the first run.</summary>
    public Hour? Watermark { get; init; }

    public IReadOnlyDictionary<AccountId, Verdict> Verdicts { get; init; } = new Dictionary<AccountId, Verdict>();

    /// <summary>Clusters in order of id.</summary>
    public IReadOnlyList<Cluster> Clusters { get; init; } = [];

    /// <summary>Cards and devices that the run did not take for an identity: too many unrelated accounts have them.</summary>
    public IReadOnlyList<CommonValue> CommonValues { get; init; } = [];

    /// <summary>Accounts nearly all of whose calls have one prompt that others' have too, word for word: some text in the prompts' place.</summary>
    public int ConstantPromptAccounts { get; init; }
}
