using System.Globalization;
using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Cards, devices, mail domains and networks that more of a group's accounts share than a random draw of as many accounts would.
/// </summary>
/// <remarks>
/// For each value the hypergeometric upper tail of the members that have it, times the number of values looked at (Bonferroni). A reseller's egress
/// or a free mail provider has most of its users elsewhere and says nothing, nor do clients: a plug-in brings its own. Several values of one
/// kind add up, for an operator has many cards; the two that most members have are left out, for two owners or places in the open (a company, a
/// campus) explain themselves, as do all cards and mail domains of companies in the open. Networks count once a household (accounts on one card), which shares them anyway.
/// </remarks>
internal static class SharedInfrastructure
{
    /// <summary>The signal of networks, which people at one place share as well.</summary>
    public const string Networks = "shared_network";

    private const int OwnersLeftOut = 2;

    /// <summary>Evidence by kind, strongest first; a kind counts when it ties at least half of the members, for the rest inherit it.</summary>
    public static IReadOnlyList<Evidence> Measure(AccountGroup group)
    {
        var households = group.Members.Select((m, i) => m.Household?.Value ?? (ulong)i).ToArray();
        var evidence = new List<Evidence>();
        foreach (var kind in new[] { TraitKind.Payment, TraitKind.Device, TraitKind.EmailDomain, TraitKind.Network })
        {
            var values = group.Members
                .SelectMany((m, i) => m.Traits.Where(t => t.Kind == kind).Select(t => (Trait: t, Household: households[i])))
                .GroupBy(t => t.Trait)
                .Select(g => (Trait: g.Key, Accounts: g.Count(), Households: g.Select(t => t.Household).Distinct().Count()))
                .Where(v => 2 * v.Accounts >= group.Population.CountOf(v.Trait) && !group.Population.IsOfCompany(v.Trait))
                .OrderByDescending(v => v.Accounts).ThenBy(v => v.Trait.Value)
                .ToArray();
            var looked = Math.Log(Math.Max(1, values.Length));
            var weight = 0.0;
            var tied = values.Take(OwnersLeftOut).Select(v => v.Trait).ToHashSet();
            var found = 0;
            foreach (var (trait, accounts, apart) in values.Skip(OwnersLeftOut))
            {
                var count = kind == TraitKind.Network ? apart : accounts;
                if (count < 2)
                {
                    continue;
                }

                var chance = Tails.LogHypergeometricUpper(count, group.Population.Count, group.Population.CountOf(trait), group.Members.Count) + looked;
                if (chance < Math.Log(0.01))
                {
                    weight -= chance;
                    found++;
                    tied.Add(trait);
                }
            }

            var members = group.Members.Count(m => m.Traits.Any(tied.Contains));
            if (found > 0 && 2 * members >= group.Members.Count)
            {
                var name = Name(kind);
                evidence.Add(new Evidence(
                    EvidenceFamily.Infrastructure,
                    $"shared_{name.Replace(' ', '_').Replace('-', '_')}",
                    string.Create(CultureInfo.InvariantCulture, $"{members} of {group.Members.Count} accounts share {tied.Count} {name}s; as much sharing in a random group of this size: 1 in 10^{weight / Math.Log(10):0}."),
                    weight));
            }
        }

        return [.. evidence.OrderByDescending(e => e.LogLikelihoodRatio)];
    }

    private static string Name(TraitKind kind) => kind switch
    {
        TraitKind.Payment => "payment card",
        TraitKind.Device => "sign-up device",
        TraitKind.EmailDomain => "mail domain",
        _ => "network",
    };
}
