using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Cards, devices, mail domains and networks that more of a group's accounts share than a random draw of as many accounts would.
/// </summary>
/// <remarks>
/// For each value the hypergeometric upper tail of the members that have it, times the number of values looked at (Bonferroni). A reseller's egress
/// or a free mail provider has most of its users elsewhere and says nothing, nor do clients: a plug-in brings its own. Several values of one
/// kind add up, for an operator has many cards; the two that most members have are left out, for two owners or places in the open (a company, a
/// campus) explain themselves, as do all cards and mail domains of companies in the open. Networks count once a card (accounts on one card),
/// which shares them anyway.
/// </remarks>
internal static class SharedInfrastructure
{
    /// <summary>The signal of networks, which people at one place share as well.</summary>
    public const string Networks = "shared_network";

    // Two owners or places in the open explain themselves.
    private const int OwnersLeftOut = 2;

    /// <summary>Evidence by kind, strongest first; a kind counts when it ties at least half of the members, for the rest inherit it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="traits">How many members have each value: <see cref="TraitCounts"/>.</param>
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
                if (-chance > Chance.LeastWeight)
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
                                + $"this size: {Chance.OneIn(weight)}."
                        ),
                        weight
                    )
                );
            }
        }

        return [.. evidence.OrderByDescending(e => e.LogLikelihoodRatio)];
    }

    // The values that two members have or more, most of them first, and how many were looked at: those that one has too.
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
