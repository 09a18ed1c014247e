using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds cards, devices, mail domains and networks that more of a group's accounts share than a random draw of as many accounts would.
/// </summary>
/// <remarks>
/// For each value it takes the hypergeometric upper tail of the members that have it, times the number of values looked at (Bonferroni). A
/// reseller's egress or a free mail provider has most of its users elsewhere, so it shows nothing. Clients show nothing either: a plug-in brings
/// its own. Values of one kind add up, because an operator has many cards. The two most common ones are left out, because two open owners or places
/// (a company, a campus) explain themselves. So do all cards and mail domains of open companies. Networks count once for each card, because the
/// accounts on one card share them anyway.
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
    /// Returns evidence by kind of value, strongest first. A kind counts when it ties at least half of the members, because all members get the
    /// group's verdict.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="traits">How many members have each value, see <see cref="TraitCounts"/>.</param>
    public static IReadOnlyList<Evidence> Measure(AccountGroup group, TraitCounts traits)
    {
        using var scratch = Scratch.Rent<CardsOfNetworks>();
        var evidence = new List<Evidence>();
        foreach (var kind in new[] { TraitKind.Payment, TraitKind.Device, TraitKind.EmailDomain, TraitKind.Network })
        {
            var (values, looked) = Values(group, kind, traits[kind]);
            var weight = 0.0;
            var tied = values.Take(OwnersLeftOut).Select(v => v.Trait.Value).ToHashSet();
            var found = 0;
            var cards =
                kind == TraitKind.Network && values.Count > OwnersLeftOut ? scratch.Value.Count(group, [.. values.Select(v => v.Trait.Value)]) : null;
            foreach (var (trait, accounts) in values.Skip(OwnersLeftOut))
            {
                var count = cards?[trait.Value] ?? accounts;
                if (count < 2)
                {
                    continue;
                }

                var chance =
                    Tails.LogHypergeometricUpper(count, group.Population.Count, group.Population.CountOf(trait), group.Members.Count)
                    + Math.Log(Math.Max(1, looked));
                if (-chance > Rarity.LeastWeight)
                {
                    weight -= chance;
                    found++;
                    tied.Add(trait.Value);
                }
            }

            var members = found > 0 ? group.Members.Count(m => m.Has(kind, tied)) : 0;
            if (found > 0 && 2 * members >= group.Members.Count)
            {
                var name = Name(kind);
                evidence.Add(
                    new Evidence(
                        EvidenceKind.Infrastructure,
                        $"shared_{name.Replace(' ', '_').Replace('-', '_')}",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{members} of {group.Members.Count} accounts share {tied.Count} {name}s; as much sharing in a random group of "
                                + $"this size: {Rarity.OneIn(weight)}."
                        ),
                        weight
                    )
                );
            }
        }

        return [.. evidence.OrderByDescending(e => e.LogLikelihoodRatio)];
    }

    // The values that at least two members have, most members first; and how many values were looked at, including those of one member. It skips a
    // company's values, and values with most of their holders outside the group.
    private static (List<(Trait Trait, int Accounts)> Values, int Looked) Values(AccountGroup group, TraitKind kind, KeyCounts counts)
    {
        var (values, looked) = (new List<(Trait Trait, int Accounts)>(), 0);
        for (var i = 0; i < counts.Count; i++)
        {
            var (value, accounts) = counts.At(i);
            var trait = new Trait(kind, value);
            if (2 * accounts >= group.Population.CountOf(trait) && !group.Population.IsOfCompany(trait))
            {
                looked++;
                if (accounts >= 2)
                {
                    values.Add((trait, accounts));
                }
            }
        }

        values.Sort(static (a, b) => a.Accounts != b.Accounts ? b.Accounts.CompareTo(a.Accounts) : a.Trait.Value.CompareTo(b.Trait.Value));
        return (values, looked);
    }

    private static string Name(TraitKind kind) =>
        kind switch
        {
            TraitKind.Payment => "payment card",
            TraitKind.Device => "sign-up device",
            TraitKind.EmailDomain => "mail domain",
            _ => "network",
        };
}
