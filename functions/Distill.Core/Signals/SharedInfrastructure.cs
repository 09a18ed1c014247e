using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds devices, mail domains and networks that more of a group's customers share than a random draw of as many customers would.
/// </summary>
/// <remarks>
/// What accounts of one customer share shows only that they are one customer. So each value counts once for a customer, and a card shows nothing
/// alone (<see cref="TiedCards"/>). For each value it takes the hypergeometric upper tail of the customers that have it, times the number of values
/// looked at (Bonferroni). A reseller's egress or a free mail provider has most of its customers elsewhere, so it shows nothing. Clients show nothing
/// either: a plug-in brings its own. Values of one kind add up, because an operator has many. The two most common ones are left out, because two
/// open owners or places (a company, a campus) explain themselves. So do all mail domains of open companies.
/// </remarks>
internal static class SharedInfrastructure
{
    /// <summary>Name of the signal for networks. People at one place share networks too.</summary>
    public const string Networks = "shared_network";

    /// <summary>Name of the signal for cards.</summary>
    public const string Cards = "shared_payment_card";

    // Number of the most common values that are left out. Two open owners or places explain themselves.
    private const int OwnersLeftOut = 2;

    /// <summary>
    /// Returns evidence by kind of value, strongest first. A kind counts when it ties at least half of the customers and of the accounts, because all
    /// get the group's verdict.
    /// </summary>
    public static IReadOnlyList<Evidence> Measure(AccountGroup group)
    {
        using var scratch = Scratch.Rent<CustomersOfTraits>();
        scratch.Value.Count(group);
        var all = group.Population.Customers.CountWith(group.DistinctCustomers);
        var evidence = new List<Evidence>();
        if (TiedCards.Measure(group) is { } cards)
        {
            evidence.Add(cards);
        }

        foreach (var kind in new[] { TraitKind.Device, TraitKind.EmailDomain, TraitKind.Network })
        {
            var (values, looked) = Values(group, kind, scratch.Value);
            var weight = 0.0;
            var tied = values.Take(OwnersLeftOut).Select(v => v.Trait.Value).ToHashSet();
            var found = 0;
            foreach (var (trait, count) in values.Skip(OwnersLeftOut))
            {
                var chance =
                    Tails.LogHypergeometricUpper(count, all, scratch.Value.HoldersOf(trait, group.Population), group.DistinctCustomers.Count)
                    + Math.Log(Math.Max(1, looked));
                if (-chance > Rarity.LeastWeight)
                {
                    weight -= chance;
                    found++;
                    tied.Add(trait.Value);
                }
            }

            var members = found > 0 ? group.Customers.Where((_, i) => group.Members[i].Has(kind, tied)).ToArray() : [];
            var sharers = members.Distinct().Count();
            if (found > 0 && 2 * sharers >= group.DistinctCustomers.Count && 2 * members.Length >= group.Members.Count)
            {
                var name = Name(kind);
                evidence.Add(
                    new Evidence(
                        EvidenceKind.Infrastructure,
                        $"shared_{name.Replace(' ', '_').Replace('-', '_')}",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{sharers} of {group.DistinctCustomers.Count} customers ({members.Length} accounts) share {tied.Count} {name}s; as much "
                                + $"sharing in a random group of this size: {Rarity.OneIn(weight)}."
                        ),
                        weight
                    )
                );
            }
        }

        return [.. evidence.OrderByDescending(e => e.LogLikelihoodRatio)];
    }

    // The values that at least two customers have, most customers first; and how many values were looked at, including those of one. It skips a
    // company's values, and values with most of their holders outside the group.
    private static (List<(Trait Trait, int Customers)> Values, int Looked) Values(AccountGroup group, TraitKind kind, CustomersOfTraits all)
    {
        var counts = all[kind];
        var (values, looked) = (new List<(Trait Trait, int Customers)>(), 0);
        for (var i = 0; i < counts.Count; i++)
        {
            var (value, customers) = counts.At(i);
            var trait = new Trait(kind, value);
            var number = group.Population.NumberOf(trait);
            if (2 * customers >= all.HoldersOf(trait, group.Population) && !group.Population.IsOfCompany(number))
            {
                looked++;
                if (customers >= 2)
                {
                    values.Add((trait, customers));
                }
            }
        }

        values.Sort(static (a, b) => a.Customers != b.Customers ? b.Customers.CompareTo(a.Customers) : a.Trait.Value.CompareTo(b.Trait.Value));
        return (values, looked);
    }

    private static string Name(TraitKind kind) =>
        kind switch
        {
            TraitKind.Device => "sign-up device",
            TraitKind.EmailDomain => "mail domain",
            _ => "network",
        };
}
