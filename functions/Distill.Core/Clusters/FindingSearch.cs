using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>Assesses candidate groups by the signals, and keeps those that show something.</summary>
/// <param name="population">All accounts.</param>
/// <param name="options">Thresholds and weights.</param>
/// <param name="lists">Networks that the deployment knows.</param>
/// <param name="elsewhere">What other providers reported; null if nothing.</param>
/// <param name="held">Accounts that an earlier run flagged, and of which too little was seen since to say otherwise.</param>
internal sealed class FindingSearch(
    PopulationBaseline population,
    DetectionOptions options,
    NetworkLists? lists,
    KnownElsewhere? elsewhere,
    IReadOnlySet<AccountId> held
)
{
    private readonly Fusion _fusion = new(population, options, held, lists, elsewhere);

    /// <summary>The groups that have too little evidence to be found.</summary>
    public NearMisses Missed { get; } = new(options);

    /// <summary>Returns findings. No two of them share an account.</summary>
    /// <param name="groups">Candidate groups. They may overlap.</param>
    /// <param name="matches">What each account uses of the families of framings.</param>
    public IReadOnlyList<Finding> Find(IEnumerable<CandidateGroup> groups, FramingMatches matches)
    {
        var mixtures = new Mixtures(population, options, held);
        Finding[] found =
        [
            .. groups.AsParallel().AsOrdered().SelectMany(g => mixtures.Split(g).Prepend(g)).Select(g => _fusion.Assess(g, Missed)).OfType<Finding>(),
        ];

        // Prepare the supporting signals at the same time, because this takes a while.
        var supported = found.Any(f => f.Level >= VerdictLevel.Suspect) ? Task.Run(_fusion.PrepareSupport) : Task.CompletedTask;
        var kept = new ClusterSelection(population, _fusion, mixtures, new Affiliates(population, matches.Uses, options), options).Of(found);
        supported.GetAwaiter().GetResult();
        return kept;
    }

    /// <summary>Adds the supporting evidence to the findings, and what other providers reported. It decides nothing.</summary>
    public IReadOnlyList<Finding> Support(IReadOnlyList<Finding> findings) => [.. findings.Select(_fusion.Support)];
}
