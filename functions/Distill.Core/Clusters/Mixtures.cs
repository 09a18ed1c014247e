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
internal sealed class Mixtures(PopulationBaseline population, DetectionOptions options)
{
    // A network of more than one in this many members ties nobody. It may be a place that they share in the open.
    private const int PlaceOneIn = 4;

    // Least weight, in nats, of a birth in the days in which most of the group's customers were born: twenty times as many as of others.
    private const double LeastBirth = 2.99;

    private readonly TurnRings _rings = new(population, options.LookbackHours);

    /// <summary>Returns the group's rings as groups. Empty for a group without framings.</summary>
    public IEnumerable<CandidateGroup> Split(CandidateGroup group) =>
        group.Family is null
            ? []
            : _rings
                .Find(Of(group.Members))
                .Where(r => r.Length < group.Members.Count)
                .Select(r => group with { Members = [.. r.Select(i => group.Members[i])], IsRing = true });

    /// <summary>
    /// Returns the members that have evidence of their own beside framings. They take turns with other members, or a device or a network of the
    /// group's own ties their customer to those who do; without turns, to the most other customers. Members with too few turns to tell may have the
    /// group's days of birth instead. The other accounts of a customer belong to it if at least half of its members have evidence.
    /// </summary>
    /// <param name="group">A suspect group.</param>
    /// <param name="areBorn">True when the births are evidence.</param>
    public IReadOnlyList<Membership> WithOwnEvidence(CandidateGroup group, bool areBorn)
    {
        if (group.Family is null || !_rings.CanTell)
        {
            return group.Members;
        }

        var accounts = Of(group.Members);
        var takesTurns = TakeTurns(group, accounts);
        var births = areBorn
            ? BirthBurst.Of([.. accounts.DistinctCustomers.Select(population.Customers.BornOf).Where(b => b >= 0)], population)
            : null;
        var tied = Tied(accounts, takesTurns);
        var (all, with, has) = (new KeyCounts(), new KeyCounts(), new bool[takesTurns.Length]);
        for (var i = 0; i < has.Length; i++)
        {
            var customer = accounts.Customers[i];
            has[i] =
                takesTurns[i]
                || tied.Contains(customer)
                || (births?.Weigh(population.Customers.BornOf(customer)) >= LeastBirth && _rings.IsUnknown(accounts, i));
            all.Add((ulong)customer)++;
            with.Add((ulong)customer) += has[i] ? 1 : 0;
        }

        return has.Contains(true)
            ? [.. group.Members.Where((_, i) => has[i] || 2 * with[(ulong)accounts.Customers[i]] >= all[(ulong)accounts.Customers[i]])]
            : group.Members;
    }

    // For each member, whether it takes turns with others.
    private bool[] TakeTurns(CandidateGroup group, AccountGroup accounts)
    {
        var takesTurns = new bool[group.Members.Count];
        foreach (var ring in _rings.Find(accounts, options.EvidenceThreshold))
        {
            var own = Of([.. ring.Select(i => group.Members[i])]);
            if (new[] { TurnTaking.Measure(own), EqualShares.Measure(own) }.Any(e => e?.LogLikelihoodRatio >= options.EvidenceThreshold))
            {
                Array.ForEach(ring, i => takesTurns[i] = true);
            }
        }

        return takesTurns;
    }

    // Customers that devices and networks of the group's own tie to those who take turns, or to the most other customers. At least half of a value's
    // customers must take turns: one that fits by chance must not bring in its host's other customers.
    private HashSet<int> Tied(AccountGroup group, bool[] takesTurns)
    {
        var rota = group.Customers.Where((_, i) => takesTurns[i]).ToHashSet();
        var means = OwnMeans(group);
        if (rota.Count > 0)
        {
            return [.. means.Where(m => 2 * m.Count(rota.Contains) >= m.Length).SelectMany(m => m)];
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

    // The customers of each device and network that several of the group's customers have, and hardly anybody else.
    private int[][] OwnMeans(AccountGroup group) =>
        [
            .. group
                .Members.SelectMany(
                    (m, i) =>
                        m
                            .Traits.ToArray()
                            .Where(t => t.Kind is TraitKind.Device or TraitKind.Network)
                            .Select(t => (Trait: t, Customer: group.Customers[i]))
                )
                .GroupBy(t => t.Trait, t => t.Customer)
                .Where(t => 2 * t.Count() >= population.CountOf(t.Key) && !population.IsOfCompany(t.Key))
                .Where(t => t.Key.Kind == TraitKind.Device || PlaceOneIn * t.Count() <= group.Members.Count)
                .Select(t => t.Distinct().Order().ToArray())
                .Where(customers => customers.Length >= 2),
        ];

    private AccountGroup Of(IReadOnlyList<Membership> members) =>
        new([.. members.Select(m => m.Profile)], population) { Since = [.. members.Select(m => m.Since)] };
}
