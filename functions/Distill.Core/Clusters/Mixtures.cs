using Distill.Contracts;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Clusters;

/// <summary>
/// Splits mixed groups: finds who acts together among accounts that share framings, and who has nothing but framings in common with the others.
/// </summary>
/// <param name="population">All accounts.</param>
/// <param name="options">Thresholds and weights.</param>
/// <param name="held">Accounts that an earlier run flagged, and of which too little was seen since to say otherwise.</param>
internal sealed class Mixtures(PopulationBaseline population, DetectionOptions options, IReadOnlySet<AccountId> held)
{
    // A network of more than one in this many members ties nobody. It may be a place that they share in the open.
    private const int PlaceOneIn = 4;

    // Least weight, in nats, of a birth in the days in which most of the group's customers were born: twenty times as many as of others.
    private const double LeastBirth = 2.99;

    // Fewest customers flagged before of whom a value may speak, so that it ties others to them. One may be an innocent one's neighbour.
    private const int LeastFlagged = 2;

    // Least odds, in nats, that a member is one of a ring's: 500 to 1. Then fewer than one member in 500 fits by chance.
    private const double LeastOdds = 6.2;

    // The same by turns of a group that nearly all of its members take: 100 to 1. The share of the others that these odds start from is the most
    // that fits.
    private const double LeastTurnOdds = 4.6;

    private readonly TurnRings _rings = new(population, options.LookbackHours);

    /// <summary>Returns the group's rings as groups. Empty for a group without framings.</summary>
    public IEnumerable<CandidateGroup> Split(CandidateGroup group) =>
        group.Family is null
            ? []
            : _rings
                .Find(Of(group.Members))
                .Select(r => MembersOf(r, group))
                .Where(r => r.Length >= options.MinClusterSize && r.Length < group.Members.Count)
                .Select(r => group with { Members = [.. r.Select(i => group.Members[i])], IsRing = true });

    /// <summary>
    /// Returns the members that have evidence of their own beside framings. They take turns with other members, were flagged before, hand
    /// conversations over with other members, or a device or a network of the group's own ties their customer to those who take turns or were flagged
    /// before; without either, to the most other customers. Members
    /// with too few turns to tell may have the days of birth of those who take turns instead; without turns, the group's. The other accounts of a
    /// customer belong to it if at least half of its members have evidence. Empty if nobody has any; all members where the population is too small
    /// to tell.
    /// </summary>
    /// <param name="group">A suspect group.</param>
    /// <param name="areBorn">True when the births of the whole group are evidence.</param>
    public IReadOnlyList<Membership> WithOwnEvidence(CandidateGroup group, bool areBorn)
    {
        if (group.Family is null || !_rings.CanTell)
        {
            return group.Members;
        }

        var accounts = Of(group.Members);
        var takesTurns = TakeTurns(group, accounts);
        int[] rota = [.. Enumerable.Range(0, takesTurns.Length).Where(i => takesTurns[i])];
        var births = areBorn ? BirthsOf(rota.Length > 0 ? rota.Select(i => accounts.Customers[i]) : accounts.Customers) : null;

        // Of many who take no turns, some were born in the same days by chance.
        var rare = rota.Length > 0 ? Math.Min(0, Math.Log((double)rota.Length / Math.Max(1, takesTurns.Length - rota.Length))) : 0;
        bool[] isHeld = [.. group.Members.Select(m => held.Contains(m.Profile.Account))];
        var (tied, handed) = (Tied(accounts, takesTurns, isHeld), ConversationHandover.PartnersIn(accounts));
        using var scratch = Scratch.Rent<CustomerCounts>();
        var ((all, with), own) = (scratch.Value.Cleared(), new OwnEvidence[takesTurns.Length]);
        for (var i = 0; i < own.Length; i++)
        {
            var customer = accounts.Customers[i];
            own[i] =
                takesTurns[i] ? OwnEvidence.Turns
                : isHeld[i] ? OwnEvidence.Held
                : tied.Contains(customer) ? OwnEvidence.Means
                : handed.Contains(customer) ? OwnEvidence.Handover
                : births?.Weigh(population.Customers.BornOf(customer)) + rare >= LeastBirth && _rings.IsUnknown(accounts, i) ? OwnEvidence.Birth
                : OwnEvidence.None;
            all.Add((ulong)customer)++;
            with.Add((ulong)customer) += own[i] == OwnEvidence.None ? 0 : 1;
        }

        return
        [
            .. group
                .Members.Select(
                    (m, i) =>
                        m with
                        {
                            Own =
                                own[i] == OwnEvidence.None
                                && with[(ulong)accounts.Customers[i]] is > 0 and var evident
                                && 2 * evident >= all[(ulong)accounts.Customers[i]]
                                    ? OwnEvidence.Customer
                                    : own[i],
                        }
                )
                .Where(m => m.Own != OwnEvidence.None),
        ];
    }

    private BirthBurst? BirthsOf(IEnumerable<int> customers) =>
        BirthBurst.Of([.. customers.Distinct().Select(population.Customers.BornOf).Where(b => b >= 0)], population);

    // The members of a ring, by what their turns and their customers' births say together.
    private int[] MembersOf(TurnRing ring, CandidateGroup group)
    {
        int[] customers = [.. ring.Members.Select(i => population.Customers.Of(population.IndexOf(group.Members[i].Profile)))];
        var births = BirthsOf(customers);
        return [.. ring.Members.Where((_, at) => ring.Odds[at] + (births?.Weigh(population.Customers.BornOf(customers[at])) ?? 0) >= LeastOdds)];
    }

    // For each member, whether it takes turns with others.
    private bool[] TakeTurns(CandidateGroup group, AccountGroup accounts)
    {
        var takesTurns = new bool[group.Members.Count];
        if (IsRota(accounts) && TurnOdds.Measure(accounts) is { } odds)
        {
            var births = BirthsOf(accounts.Customers);
            for (var i = 0; i < odds.Length; i++)
            {
                takesTurns[i] = odds[i] + (births?.Weigh(population.Customers.BornOf(accounts.Customers[i])) ?? 0) >= LeastTurnOdds;
            }
        }

        foreach (var ring in _rings.Find(accounts, options.EvidenceThreshold).Select(r => MembersOf(r, group)))
        {
            if (IsRota(Of([.. ring.Select(i => group.Members[i])])))
            {
                Array.ForEach(ring, i => takesTurns[i] = true);
            }
        }

        return takesTurns;
    }

    private bool IsRota(AccountGroup accounts) =>
        new[] { TurnTaking.Measure(accounts), EqualShares.Measure(accounts) }.Any(e => e?.LogLikelihoodRatio >= options.EvidenceThreshold);

    // Customers that devices and networks of the group's own tie to those who take turns or were flagged before, or to the most other customers. At
    // least half of a value's customers must take turns, or be flagged, and then be at least two: one that fits by chance must not bring in its
    // host's other customers.
    private HashSet<int> Tied(AccountGroup group, bool[] takesTurns, bool[] isHeld)
    {
        var rota = group.Customers.Where((_, i) => takesTurns[i]).ToHashSet();
        var flagged = group.Customers.Where((_, i) => isHeld[i]).ToHashSet();
        var means = OwnMeans(group);
        if (rota.Count + flagged.Count > 0)
        {
            return
            [
                .. means
                    .Where(m => IsHalf(m.Count(rota.Contains), m) || (m.Count(flagged.Contains) is >= LeastFlagged and var known && IsHalf(known, m)))
                    .SelectMany(m => m),
            ];
        }

        var sets = new DisjointSets<int>();
        foreach (var customers in means)
        {
            foreach (var customer in customers)
            {
                sets.Join(customers[0], customer);
            }
        }

        return sets.Groups().OrderByDescending(s => s.Count()).ThenBy(s => s.Min()).FirstOrDefault()?.ToHashSet() ?? [];
    }

    private static bool IsHalf(int count, int[] of) => 2 * count >= of.Length;

    // The customers of each device and network that several of the group's customers have, and hardly anybody else.
    private int[][] OwnMeans(AccountGroup group) =>
        [
            .. group
                .Members.SelectMany(
                    (m, i) =>
                        m
                            .Traits.ToArray()
                            .Where(t => t.Kind is TraitKind.Device or TraitKind.Network)
                            .Select(t => (Trait: t, Profile: m, Customer: group.Customers[i]))
                )
                .GroupBy(t => t.Trait)
                .Where(t => 2 * t.Count() >= TraitHolders.NextTo(population, t.Key, t.Select(m => m.Profile)) && !population.IsOfCompany(t.Key))
                .Where(t => t.Key.Kind == TraitKind.Device || PlaceOneIn * t.Count() <= group.Members.Count)
                .Select(t => t.Select(m => m.Customer).Distinct().Order().ToArray())
                .Where(customers => customers.Length >= 2),
        ];

    private AccountGroup Of(IReadOnlyList<Membership> members) =>
        new([.. members.Select(m => m.Profile)], population) { Since = [.. members.Select(m => m.Since)] };
}
