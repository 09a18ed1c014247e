using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Resellers;

/// <summary>What a review of resellers looks at: a population, and what a run said of it.</summary>
/// <param name="Population">The windows of the lookback and the facts.</param>
/// <param name="Hour">The hour at whose end the run was made.</param>
public sealed record ReviewSource(Population Population, Hour Hour)
{
    public required IReadOnlyDictionary<AccountId, Verdict> Verdicts { get; init; }

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>Cards and devices that identify nobody.</summary>
    public IReadOnlyList<CommonValue> CommonValues { get; init; } = [];

    /// <summary>Published lists. They name disposable mail domains.</summary>
    public NetworkLists Lists { get; init; } = NetworkLists.None;
}
