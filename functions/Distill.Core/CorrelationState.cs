using Distill.Core.Events;
using Distill.Core.Verdicts;

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
}
