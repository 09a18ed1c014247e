using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Adds accounts that a suspect operator pays for, but that have too few calls, or too few framed calls, to be found by their framings.
/// </summary>
/// <remarks>
/// The card must be the group's own: at least half of its holders are members, and it is no company's. The card has a fixed weight that is not
/// enough alone. A framing, device, network or client of members on other cards must add enough to outweigh the odds against any account (naive
/// Bayes, as for members). Of several framings the rarest counts.
/// </remarks>
/// <param name="population">All accounts.</param>
/// <param name="matches">What each account of the population uses of the families.</param>
/// <param name="options">Thresholds and weights.</param>
internal sealed class Affiliates(PopulationBaseline population, IReadOnlyList<FamilyUse[]> matches, DetectionOptions options)
{
    // Most rounds. New members may tie others in turn; it settles in two or three rounds.
    private const int Rounds = 4;

    // Fewest members that pay with a card, so that it can be the group's own.
    private const int MinPayers = 2;

    // Accounts, by index, of each card that may tie groups.
    private readonly Lazy<ILookup<Trait, int>> _payers = new(() =>
        Enumerable
            .Range(0, population.Count)
            .Where(i => population.CardOf(i) >= 0 && population.Profiles[i].Card is { } card && Means.CanTie(population, card))
            .ToLookup(i => population.Profiles[i].Card!.Value)
    );

    // Number of accounts that use each framing, see FramingUser.Counts.
    private readonly Lazy<KeyCounts> _popularity = new(() =>
    {
        var popularity = new KeyCounts();
        for (var at = 0; at < matches.Count; at++)
        {
            var uses = matches[at];
            if (!population.Customers.IsEstablished(population.Customers.Of(at)) && Framings(uses).Length < 2)
            {
                continue;
            }

            for (var i = 0; i < uses.Length; i++)
            {
                foreach (var framing in uses[i].Framings)
                {
                    popularity.Add(framing.Value) += IsIn(uses.AsSpan(0, i), framing) ? 0 : 1;
                }
            }
        }

        return popularity;
    });

    /// <summary>Returns the group with the accounts that belong to it. The same group when there are none.</summary>
    /// <param name="group">A suspect group.</param>
    /// <param name="isFree">True for an account, by index, that belongs to no other group.</param>
    public CandidateGroup Join(CandidateGroup group, Func<int, bool> isFree)
    {
        using var tables = Scratch.Rent<LinkTables>();
        var members = new SortedDictionary<int, Membership>(group.Members.ToDictionary(m => population.IndexOf(m.Profile)));
        for (var round = 0; round < Rounds && Around(members, isFree) is { Length: > 0 } around; round++)
        {
            FramingUser[] users = [.. members.Keys.Select(UserOf)];
            var links = new GroupLinks(population, users, [.. users.Select(_ => true)], _popularity.Value, tables.Value);
            var threshold = GroupLinks.OddsAgainst(population.Count, members.Count) + options.MemberMargin;
            var before = members.Count;
            foreach (var at in around)
            {
                if (options.CardWeight + links.WeighStrongest(UserOf(at)) is var weight && weight >= threshold)
                {
                    members.Add(at, MembershipOf(at, weight));
                }
            }

            if (members.Count == before)
            {
                break;
            }
        }

        return members.Count == group.Members.Count ? group : group with { Members = [.. members.Values] };
    }

    /// <summary>Returns the group with those of <paramref name="others"/> that have a card or a device of at least two of its members.</summary>
    /// <param name="group">A suspect group.</param>
    /// <param name="others">Members of another suspect group. None of them may be in this group.</param>
    public CandidateGroup JoinTied(CandidateGroup group, IReadOnlyList<Membership> others)
    {
        var means = group
            .Members.SelectMany(m => m.Profile.Traits.ToArray().Where(t => Means.CanTie(population, t)))
            .CountBy(t => t)
            .Where(t => t.Value >= MinPayers)
            .Select(t => t.Key)
            .ToHashSet();
        return group with
        {
            Members =
            [
                .. group
                    .Members.Concat(
                        others
                            .Where(o => o.Profile.Traits.ToArray().Any(means.Contains))
                            .Select(o => o.Own == OwnEvidence.None ? o with { Own = OwnEvidence.Payment } : o)
                    )
                    .OrderBy(m => m.Profile.Account),
            ],
        };
    }

    // Other accounts that pay with the group's own cards, except those of a known business.
    private int[] Around(SortedDictionary<int, Membership> members, Func<int, bool> isFree) =>
        [
            .. members
                .Values.Where(m => m.Profile.Card is not null)
                .GroupBy(m => m.Profile.Card!.Value, m => m.Profile)
                .Where(card => card.Count() is >= MinPayers and var payers && 2 * payers >= TraitHolders.NextTo(population, card.Key, card))
                .SelectMany(card => _payers.Value[card.Key])
                .Where(i => !members.ContainsKey(i) && isFree(i) && population.Profiles[i].Record is not { Kyc: >= KnowYourCustomer.Business })
                .Order(),
        ];

    private Membership MembershipOf(int at, double weight)
    {
        var (profile, uses) = (population.Profiles[at], matches[at]);
        return new Membership(
            profile,
            Framings(uses).Length,
            uses.Select(u => u.FramedCalls).DefaultIfEmpty(0).Max(),
            uses.Select(u => u.Since).DefaultIfEmpty(profile.FirstCall).Min(),
            weight
        )
        {
            Own = OwnEvidence.Payment,
        };
    }

    private FramingUser UserOf(int at)
    {
        var customer = population.Customers.Of(at);
        return new FramingUser(at, customer, Framings(matches[at]), 0, 0) { IsEstablished = population.Customers.IsEstablished(customer) };
    }

    private static bool IsIn(ReadOnlySpan<FamilyUse> uses, FramingKey framing)
    {
        foreach (ref readonly var use in uses)
        {
            if (use.Framings.AsSpan().Contains(framing))
            {
                return true;
            }
        }

        return false;
    }

    private static FramingKey[] Framings(FamilyUse[] uses) =>
        uses.Length == 1 ? uses[0].Framings : [.. uses.SelectMany(u => u.Framings).Distinct().Order()];
}
