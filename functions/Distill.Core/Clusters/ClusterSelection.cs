using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>Turns overlapping findings into clusters. Each account is in at most one cluster.</summary>
internal sealed class ClusterSelection(
    PopulationBaseline population,
    Fusion fusion,
    Mixtures mixtures,
    Affiliates affiliates,
    DetectionOptions options
)
{
    // At most one in this many members may lack evidence of their own in a group that stays whole.
    private const int LackingOneIn = 2;

    // Kinds of evidence that suffice, because confirmation asks for as many.
    private const int Ample = 3;

    private readonly GroupPruning _pruning = new(population, options);
    private readonly Dictionary<AccountProfile, int> _clusterOf = [];
    private readonly List<Finding> _kept = [];

    /// <summary>
    /// Selects the findings to keep. The strongest comes first and takes its accounts; at equal level, shared framings come before shared wording.
    /// What remains of a later group must still be a group. Suspects also take their affiliates, before any weaker group takes accounts.
    /// </summary>
    public IReadOnlyList<Finding> Of(IEnumerable<Finding> findings)
    {
        var ordered = findings
            .AsParallel()
            .AsOrdered()
            .Select(WithOwnEvidence)
            .OfType<Finding>()
            .SelectMany(WithoutCarried)
            .AsSequential()
            .OrderByDescending(f => f.Level)
            .ThenBy(f => f.Group.Family?.IsVaried ?? false)
            .ThenByDescending(f => f.Weight)
            .ThenByDescending(f => f.Group.Members.Count)
            .ThenBy(f => f.Group.Members[0].Profile.Account)
            .ToArray();
        foreach (var finding in ordered.TakeWhile(f => f.Level >= VerdictLevel.Suspect))
        {
            GiveToOwner(finding);
            Keep(finding, VerdictLevel.Suspect);
        }

        for (var i = 0; i < _kept.Count; i++)
        {
            Extend(i, affiliates.Join(_kept[i].Group, at => !_clusterOf.ContainsKey(population.Profiles[at])), Ample);
        }

        foreach (var finding in ordered)
        {
            Keep(finding, VerdictLevel.Watch);
        }

        return _kept;
    }

    // Members of a suspect group that have nothing but framings leave it. If the rest is not suspect, the group is only watched, because nobody knows
    // which of its members its evidence is about. But it stays whole if at most half would leave, and each of these is one of several accounts on one
    // card, as an operator's are: a small campaign needs all of its cards to be seen.
    private Finding? WithOwnEvidence(Finding finding)
    {
        if (finding.Level < VerdictLevel.Suspect)
        {
            return finding;
        }

        var all = finding.Group.Members;
        var members = mixtures.WithOwnEvidence(finding.Group, finding.Evidence.Any(e => e.Kind == EvidenceKind.Births));
        if (members.Count == all.Count)
        {
            return finding with { Group = finding.Group with { Members = members } };
        }

        var rest = members.Count < options.MinClusterSize ? null : fusion.Assess(finding.Group with { Members = members });
        if (rest is { Level: >= VerdictLevel.Suspect })
        {
            return rest;
        }

        var left = all.ExceptBy(members.Select(m => m.Profile), m => m.Profile).ToArray();
        var cards = all.Select(m => m.Profile.Card).OfType<Trait>().CountBy(c => c).Where(c => c.Value >= 2).Select(c => c.Key).ToHashSet();
        return LackingOneIn * left.Length <= all.Count && left.All(m => m.Profile.Card is { } card && cards.Contains(card))
            ? finding
            : rest ?? finding with { Level = VerdictLevel.Watch };
    }

    // Handles a suspect group of which one part carries the other. If one open owner holds half of the group, judge only the rest: if the rest is
    // not suspect alone, the group is only watched. Those at one network may be suspect by what it does not explain. Then look at the members that
    // pay with the group's own cards. If they are at least half of the group and suspect alone, and the others are not, keep only them: the others
    // were carried by what they share with them.
    private IEnumerable<Finding> WithoutCarried(Finding finding)
    {
        if (finding.Level < VerdictLevel.Suspect)
        {
            return [finding];
        }

        if (
            CommonOwner.OfHalf([.. finding.Group.Members.Select(m => m.Profile)], population) is { } owner
            && !IsSuspect(finding.Group, [.. finding.Group.Members.Where(m => !owner.Accounts.Contains(m.Profile))])
            && !(
                owner.Place != PlaceKind.Owned && IsSuspect(finding.Group, [.. finding.Group.Members.Where(m => owner.Accounts.Contains(m.Profile))])
            )
        )
        {
            return [finding with { Level = VerdictLevel.Watch, Owner = owner }];
        }

        var paid = _pruning.OwnPayers(finding.Group.Members);
        if (
            paid.Count < options.MinClusterSize
            || 2 * paid.Count < finding.Group.Members.Count
            || paid.Count == finding.Group.Members.Count
            || fusion.Assess(finding.Group with { Members = paid }) is not { } payers
            || payers.Level < finding.Level
            || payers.Kinds < Math.Min(Ample, finding.Kinds)
        )
        {
            return [finding];
        }

        return IsSuspect(finding.Group, [.. finding.Group.Members.Except(paid)]) ? [finding] : [payers];
    }

    private bool IsSuspect(CandidateGroup group, Membership[] members) =>
        members.Length >= options.MinClusterSize && fusion.Assess(group with { Members = members }) is { Level: >= VerdictLevel.Suspect };

    private void Keep(Finding finding, VerdictLevel least)
    {
        var rest = Free(finding);
        if (rest.Length < options.MinClusterSize)
        {
            return;
        }

        // The rest of a group never gets a higher level than the whole group.
        var own = rest.Length == finding.Group.Members.Count ? finding : fusion.Assess(finding.Group with { Members = rest });
        if (own?.Level >= least)
        {
            Take(own.Group, _kept.Count);
            _kept.Add(own.Level > finding.Level ? own with { Level = finding.Level } : own);
        }
    }

    // Gives members to the cluster that holds at least half of a suspect group. The group shows the same operator by other framings, so its free
    // members that use the cluster's cards or devices join the cluster.
    private void GiveToOwner(Finding finding)
    {
        var rest = Free(finding);
        var held = finding
            .Group.Members.Select(m => m.Profile)
            .Where(_clusterOf.ContainsKey)
            .CountBy(p => _clusterOf[p])
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key)
            .FirstOrDefault();
        if (rest.Length > 0 && 2 * held.Value >= finding.Group.Members.Count)
        {
            Extend(held.Key, affiliates.JoinTied(_kept[held.Key].Group, rest), Math.Min(Ample, finding.Kinds));
        }
    }

    // Extends a cluster unless that weakens it: the level must not fall, and enough kinds of evidence must remain.
    private void Extend(int cluster, CandidateGroup group, int kinds)
    {
        var before = _kept[cluster];
        if (
            group.Members.Count > before.Group.Members.Count
            && fusion.Assess(group) is { } joined
            && joined.Level >= before.Level
            && joined.Kinds >= Math.Min(kinds, before.Kinds)
        )
        {
            Take(group, cluster);
            _kept[cluster] = joined;
        }
    }

    private void Take(CandidateGroup group, int cluster)
    {
        foreach (var member in group.Members)
        {
            _clusterOf[member.Profile] = cluster;
        }
    }

    private Membership[] Free(Finding finding) => [.. finding.Group.Members.Where(m => !_clusterOf.ContainsKey(m.Profile))];
}
