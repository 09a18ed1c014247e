using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Clusters;

/// <summary>
/// Fuses the signals on a group into a level. Signals of one kind of evidence see the same thing, so the strongest one speaks for the kind, up to a
/// cap. Kinds are independent, so their weights add up. A group is suspect only when at least two kinds count and their sum is high enough
/// (<see cref="LevelRule"/>). When one open owner explains the group, all kinds but timing count as one; a place of people leaves cards and handovers
/// aside, too.
/// </summary>
/// <param name="population">All accounts.</param>
/// <param name="options">Thresholds and weights.</param>
/// <param name="held">Accounts that an earlier run flagged, and of which too little was seen since to say otherwise.</param>
/// <param name="lists">Networks that the deployment knows.</param>
/// <param name="elsewhere">What other providers reported; null if nothing.</param>
internal sealed class Fusion(
    PopulationBaseline population,
    DetectionOptions options,
    IReadOnlySet<AccountId> held,
    NetworkLists? lists = null,
    KnownElsewhere? elsewhere = null
)
{
    // Members from which the signals on one group run in parallel. Large groups are few and come last, one after another.
    private const int Large = 1024;

    private readonly LevelRule _rule = LevelRule.Of(options);
    private readonly Lazy<SupportingSignals> _supporting = new(() => new SupportingSignals(population, lists ?? NetworkLists.None));

    /// <summary>Assesses a group. Null when it shows nothing to watch. Safe for any number of threads.</summary>
    /// <param name="candidate">The group.</param>
    /// <param name="missed">Takes the group if it has too little evidence.</param>
    public Finding? Assess(CandidateGroup candidate, NearMisses? missed = null)
    {
        var group = GroupOf(candidate);
        var members = group.Members;
        var framings = candidate is { Family: { } family, FramingUsers: { } census }
            ? SharedFramings.Measure(
                census,
                family.IsVaried,
                [.. candidate.Members.Zip(group.Customers, (m, c) => (c, m.FramingCount, (double)m.FramingCalls / m.Profile.CallCount))]
            )
            : null;

        var handover = ConversationHandover.Measure(group);

        // Without shared framings and handovers, drop the group if its prompts are known. Accounts that one machine runs may be a gateway's or a
        // company's. An operator that collects answers also shows in what it asks.
        if (framings is null && handover is null && !(candidate.IsRing && AreFramed(candidate)) && PromptsAreKnown(members))
        {
            return null;
        }

        var (turns, shares, burst) = ((Evidence?)null, (Evidence?)null, (Evidence?)null);
        IReadOnlyList<Evidence> infrastructure = [];
        CommonOwner? owner = null;
        Parallel.Invoke(
            members.Count >= Large ? Processors.All : Processors.One,
            () => turns = TurnTaking.Measure(group),
            () =>
            {
                using var scratch = Scratch.Rent<TraitCounts>();
                owner = CommonOwner.Of(members, scratch.Value.Count(members), population);
                infrastructure = SharedInfrastructure.Measure(group);
            },
            () => shares = EqualShares.Measure(group),
            () => burst = SignUpBurst.Measure(group)
        );
        var kinds = ByKind(new[] { framings, turns, shares, burst, handover }.OfType<Evidence>().Concat(infrastructure));
        var weights = new GroupWeights(
            [
                .. kinds
                    .SelectMany(f => f.Evidence)
                    .GroupBy(e => IsExplained(e, owner) ? EvidenceKind.Framings : e.Kind)
                    .Select(f => new KindWeight(f.Key, f.Max(e => e.LogLikelihoodRatio))),
            ],
            candidate.Family is { IsVaried: true } ? 0 : OwnMeans(kinds),
            group.DistinctCustomers.Count,
            owner is { IsDeclared: true }
        )
        {
            IsContinued = Continues(group),
        };
        var judged = _rule.Judge(weights);
        if (judged.Level >= VerdictLevel.Watch)
        {
            return new Finding(candidate, judged.Level, judged.Sum, judged.Kinds, kinds, owner) { Weights = weights };
        }

        missed?.Add(candidate, weights);
        return null;
    }

    /// <summary>Prepares <see cref="Support"/>. It takes a while, because it reads all calls of some thousand accounts.</summary>
    public void PrepareSupport() => _ = _supporting.Value;

    /// <summary>
    /// Adds the supporting evidence to a suspect finding, and what other providers reported to any finding. It decides nothing.
    /// </summary>
    public Finding Support(Finding finding)
    {
        if (finding.Level < VerdictLevel.Suspect && elsewhere is null)
        {
            return finding;
        }

        var group = GroupOf(finding.Group);
        Evidence[] reported = elsewhere?.Measure(group) is { } report ? [report] : [];
        if (finding.Level < VerdictLevel.Suspect)
        {
            return reported.Length == 0 ? finding : finding with { Evidence = ByKind(finding.Evidence.SelectMany(f => f.Evidence).Concat(reported)) };
        }

        return finding with
        {
            Evidence = ByKind([
                .. finding.Evidence.SelectMany(f => f.Evidence),
                .. reported,
                .. _supporting.Value.Measure(group),
                .. finding.Group.FramingUsers is { } census && NewUsers.Measure(census, population) is { } users ? [users] : Array.Empty<Evidence>(),
            ]),
        };
    }

    // True when an earlier run flagged accounts of at least half of the customers, and little was seen of these since.
    private bool Continues(AccountGroup group)
    {
        var known = new HashSet<int>();
        for (var i = 0; i < group.Members.Count; i++)
        {
            if (held.Contains(group.Members[i].Account))
            {
                known.Add(group.Customers[i]);
            }
        }

        return known.Count > 0 && 2 * known.Count >= group.DistinctCustomers.Count;
    }

    private static double OwnMeans(IEnumerable<(EvidenceKind Kind, IReadOnlyList<Evidence> Evidence)> kinds) =>
        kinds
            .Where(f => f.Kind == EvidenceKind.Infrastructure)
            .SelectMany(f => f.Evidence)
            .Where(e => e.Signal != SharedInfrastructure.Networks)
            .Select(e => e.LogLikelihoodRatio)
            .DefaultIfEmpty()
            .Max();

    private static bool IsExplained(Evidence evidence, CommonOwner? owner) =>
        evidence.Kind != EvidenceKind.Timing
        && owner?.Place switch
        {
            PlaceKind.Owned => true,
            PlaceKind.OfPeople => evidence.Signal != SharedInfrastructure.Cards && evidence.Kind != EvidenceKind.Handover,
            _ => false,
        };

    // True when the members put the family's framings around most of their prompts, however popular these are.
    private static bool AreFramed(CandidateGroup candidate) =>
        SharedFramings.AreThroughout([.. candidate.Members.Select(m => (m.FramingCount, (double)m.FramingCalls / m.Profile.CallCount))]);

    private AccountGroup GroupOf(CandidateGroup candidate) =>
        new([.. candidate.Members.Select(m => m.Profile)], population) { Since = [.. candidate.Members.Select(m => m.Since)] };

    private static (EvidenceKind Kind, IReadOnlyList<Evidence> Evidence)[] ByKind(IEnumerable<Evidence> evidence) =>
        [
            .. evidence
                .GroupBy(e => e.Kind)
                .OrderBy(f => f.Key)
                .Select(f =>
                    (
                        Kind: f.Key,
                        Evidence: (IReadOnlyList<Evidence>)
                            [.. f.OrderByDescending(e => e.LogLikelihoodRatio).ThenBy(e => e.Signal, StringComparer.Ordinal)]
                    )
                ),
        ];

    // True when at least half of the calls have a real prompt whose ends are the user's. One text in place of all prompts does not count, even if it
    // is no known placeholder.
    private bool PromptsAreKnown(IReadOnlyList<AccountProfile> members)
    {
        var constants = members
            .Where(m => m.ConstantPrompt != 0)
            .CountBy(m => m.ConstantPrompt)
            .Where(c => c.Value >= ConstantPrompts.MinAccounts)
            .Select(c => c.Key)
            .ToHashSet();
        return 2 * members.Where(m => !constants.Contains(m.ConstantPrompt) && !population.IsWrapped(m)).Sum(m => m.KnownPrompts)
            >= members.Sum(m => m.CallCount);
    }
}
