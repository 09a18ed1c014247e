using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Clusters;

/// <summary>
/// Fuses the signals on a group. Signals of one family see the same thing, so its strongest speaks for it, up to a cap; families are independent, so
/// they add up. A group is suspect only when two families count and their sum is high enough. What one open owner or place explains counts as one
/// family, whatever it looks like.
/// </summary>
internal sealed class Fusion(PopulationBaseline population, DetectionOptions options, NetworkLists? lists = null)
{
    // Members from which on the signals on a group are looked at side by side: a few large groups come last, one after another.
    private const int Large = 1024;

    /// <summary>Accounts whose calls have one and the same prompt, from which on it is no prompt. Two may have agreed on one.</summary>
    public const int MinSameConstant = 3;

    private readonly Lazy<SupportingSignals> _supporting = new(() => new SupportingSignals(population, lists ?? NetworkLists.None));

    /// <summary>Null when the group shows nothing to watch. Any number of threads.</summary>
    public Finding? Assess(CandidateGroup candidate)
    {
        var group = GroupOf(candidate);
        var members = group.Members;
        var framings = candidate is { Family: { } family, FramingUsers: { } census }
            ? SharedFramings.Measure(
                census.Popularity,
                census.UsersOfTwo,
                population.Count,
                census.ClosestPair,
                family.IsVaried,
                [.. candidate.Members.Select(m => (m.FramingCount, (double)m.FramingCalls / m.Profile.CallCount))]
            )
            : null;

        // Accounts that are run together are a gateway's or a company's; that answers are collected shows in what is asked, where that can be seen.
        if (framings is null && PromptsAreKnown(members))
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
                var traits = TraitCounts.Of(members);
                infrastructure = SharedInfrastructure.Measure(group, traits);
                owner = CommonOwner.Of(members, traits, population);
            },
            () => shares = EqualShares.Measure(group),
            () => burst = SignUpBurst.Measure(group)
        );
        var families = ByFamily(new[] { framings, turns, shares, burst }.OfType<Evidence>().Concat(infrastructure));
        var weights = families
            .GroupBy(f => owner is not null && f.Family != EvidenceKind.Timing ? EvidenceKind.Infrastructure : f.Family)
            .Select(f => (Family: f.Key, Weight: Math.Min(options.EvidenceCap, f.SelectMany(x => x.Evidence).Max(e => e.LogLikelihoodRatio))))
            .Where(w => w.Weight >= options.EvidenceThreshold)
            .ToArray();
        var weight = weights.Sum(w => w.Weight);
        if (weight < options.WatchThreshold)
        {
            return null;
        }

        // A class or a hackathon also signs up together and works on one theme: that alone is not an operator. Nor are several classes on one theme,
        // each in its own words, each with its school's network and mail. Networks alone are where people are: a hackathon has those of its halls.
        var operated = weights.Any(w =>
            w.Family == EvidenceKind.Timing
            || (w.Family == EvidenceKind.Infrastructure && candidate.Family is not { IsVaried: true } && HasOwnMeans(families))
        );
        var suspect = weights.Length >= 2 && operated && weight >= options.SuspectThreshold && owner is not { IsDeclared: true };
        return new Finding(candidate, suspect ? VerdictLevel.Suspect : VerdictLevel.Watch, weight, weights.Length, families, owner);
    }

    /// <summary>Makes what <see cref="Support"/> asks, which takes a while: all calls of some thousand accounts are looked at.</summary>
    public void PrepareSupport() => _ = _supporting.Value;

    /// <summary>The finding with what supports it and decides nothing, which is looked at of suspects alone.</summary>
    public Finding Support(Finding finding)
    {
        if (finding.Level < VerdictLevel.Suspect)
        {
            return finding;
        }

        return finding with
        {
            Evidence = ByFamily([.. finding.Evidence.SelectMany(f => f.Evidence), .. _supporting.Value.Measure(GroupOf(finding.Group))]),
        };
    }

    private bool HasOwnMeans(IEnumerable<(EvidenceKind Family, IReadOnlyList<Evidence> Evidence)> families) =>
        families.Any(f =>
            f.Family == EvidenceKind.Infrastructure
            && f.Evidence.Any(e => e.Signal != SharedInfrastructure.Networks && e.LogLikelihoodRatio >= options.EvidenceThreshold)
        );

    private AccountGroup GroupOf(CandidateGroup candidate) =>
        new([.. candidate.Members.Select(m => m.Profile)], population) { Since = [.. candidate.Members.Select(m => m.Since)] };

    private static (EvidenceKind Family, IReadOnlyList<Evidence> Evidence)[] ByFamily(IEnumerable<Evidence> evidence) =>
        [
            .. evidence
                .GroupBy(e => e.Kind)
                .OrderBy(f => f.Key)
                .Select(f =>
                    (
                        Family: f.Key,
                        Evidence: (IReadOnlyList<Evidence>)
                            [.. f.OrderByDescending(e => e.LogLikelihoodRatio).ThenBy(e => e.Signal, StringComparer.Ordinal)]
                    )
                ),
        ];

    // One text in the prompts' place says nothing of what was asked, even if it is no word that is known to mean that.
    private static bool PromptsAreKnown(IReadOnlyList<AccountProfile> members)
    {
        var constants = members
            .Where(m => m.ConstantPrompt != 0)
            .CountBy(m => m.ConstantPrompt)
            .Where(c => c.Value >= MinSameConstant)
            .Select(c => c.Key)
            .ToHashSet();
        return 2 * members.Where(m => !constants.Contains(m.ConstantPrompt)).Sum(m => m.KnownPrompts) >= members.Sum(m => m.CallCount);
    }
}
