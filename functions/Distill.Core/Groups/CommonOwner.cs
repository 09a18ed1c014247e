using System.Globalization;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// An open reason why accounts belong together: one or two cards, mail domains, places or devices. It may be a class, a company, a fleet, or a team
/// on one card.
/// </summary>
/// <remarks>
/// A hydra hides that it is one: it spreads over many cards and networks. So what one owner explains is no evidence of hiding. A network alone is no
/// owner: see <see cref="OpenPlace"/>.
/// </remarks>
/// <param name="Detail">What the accounts have in common, in words.</param>
/// <param name="IsDeclared">True when most of these accounts are known as a business.</param>
/// <param name="Place">What it explains: <see cref="PlaceKind.Owned"/> for all but networks.</param>
/// <param name="Accounts">The accounts that have it.</param>
internal sealed record CommonOwner(string Detail, bool IsDeclared, PlaceKind Place, IReadOnlyCollection<AccountProfile> Accounts)
{
    // Share of the members that an owner of the whole group must have. Three quarters: a few guests are no second owner.
    private const double Share = 0.75;

    // Share of the members that an owner of half of the group must have.
    private const double HalfShare = 0.5;

    // Most values of one kind that count as one owner. A department or a team may have two cards.
    private const int MaxOwners = 2;

    // Most allowed values that a reason names.
    private const int MostNamed = 3;

    // Fewest members with a value. Two accounts that share one may be friends.
    private const int MinAccounts = 3;

    // Kinds of values, the strongest reason first.
    private static readonly TraitKind[] s_kinds = [TraitKind.Payment, TraitKind.EmailDomain, TraitKind.Network, TraitKind.Device];

    /// <summary>Finds an owner of the group. Null when no one or two values of a kind cover three quarters of the members.</summary>
    /// <param name="members">The accounts of the group.</param>
    /// <param name="traits">How many members have each value.</param>
    /// <param name="population">All accounts.</param>
    public static CommonOwner? Of(IReadOnlyList<AccountProfile> members, TraitCounts traits, PopulationBaseline population) =>
        Of(members, traits, population, _ => MaxOwners, Share);

    /// <summary>Finds an owner of half of the group. Null when no single value, and no two networks, cover half of the members.</summary>
    public static CommonOwner? OfHalf(IReadOnlyList<AccountProfile> members, PopulationBaseline population)
    {
        using var scratch = Scratch.Rent<TraitCounts>();
        return Of(members, scratch.Value.Count(members), population, kind => kind == TraitKind.Network ? MaxOwners : 1, HalfShare);
    }

    private static CommonOwner? Of(
        IReadOnlyList<AccountProfile> members,
        TraitCounts traits,
        PopulationBaseline population,
        Func<TraitKind, int> owners,
        double share
    )
    {
        if (Allowed(members, population, share) is { } allowed)
        {
            return allowed;
        }

        // Counted once for all values: a large group has many.
        using var scratch = Scratch.Rent<TraitCounts>();
        var newcomers = scratch.Value.Count(members.Where(m => !population.IsEstablished(population.IndexOf(m))));
        foreach (var kind in s_kinds)
        {
            var counts = traits[kind];
            var values = Enumerable
                .Range(0, counts.Count)
                .Select(counts.At)
                .Where(t => t.Count >= MinAccounts && IsOwn(new Trait(kind, t.Key), t.Count, newcomers, population))
                .OrderByDescending(t => t.Count)
                .ThenBy(t => t.Key)
                .Take(owners(kind))
                .Select(t => t.Key)
                .ToHashSet();
            if (values.Count == 0)
            {
                continue;
            }

            var covered = members.Where(m => m.Has(kind, values)).ToArray();
            if (covered.Length >= share * members.Count)
            {
                var declared = covered.Count(m => m.Record?.Kyc >= KnowYourCustomer.Business) >= Share * covered.Length;
                return new CommonOwner(
                    $"{covered.Length} of {members.Count} accounts share "
                        + $"{Name(kind, values.Count)}{(declared ? " of a known business" : "")}: an owner or a place in the open.",
                    declared,
                    kind == TraitKind.Network ? OpenPlace.Of(covered, declared, population) : PlaceKind.Owned,
                    covered
                );
            }
        }

        return null;
    }

    // What a person allows. It makes no kind of evidence weaker, so that the group is still shown, but no such group is a suspect.
    private static CommonOwner? Allowed(IReadOnlyList<AccountProfile> members, PopulationBaseline population, double share)
    {
        if (population.Allowed.Count == 0)
        {
            return null;
        }

        var (holders, covered) = (new Dictionary<Trait, int>(), new HashSet<AccountProfile>());
        foreach (var member in members)
        {
            foreach (ref readonly var trait in member.Traits)
            {
                if (population.Allowed.ContainsKey(trait))
                {
                    holders[trait] = holders.GetValueOrDefault(trait) + 1;
                    covered.Add(member);
                }
            }
        }

        var named = holders
            .Select(h => (Entry: population.Allowed[h.Key], Holders: h.Value))
            .OrderByDescending(h => h.Holders)
            .ThenBy(h => h.Entry.Kind)
            .ThenBy(h => h.Entry.Value, StringComparer.Ordinal)
            .Take(MostNamed);
        return covered.Count > 0 && covered.Count >= share * members.Count
            ? new CommonOwner(
                string.Join(' ', named.Select(h => Allowance(h.Entry, h.Holders, members.Count))),
                IsDeclared: true,
                PlaceKind.Address,
                covered
            )
            : null;
    }

    private static string Allowance(AllowEntry entry, int holders, int members)
    {
        var name = entry.Kind switch
        {
            AllowKind.Card => "the allowed card",
            AllowKind.Network => $"the network {entry.Value}",
            _ => $"the mail domain {entry.Value}",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{holders} of {members} accounts have {name}, which {entry.By} allows until {entry.Expires:yyyy-MM-dd}: {entry.Why}"
        );
    }

    // A value owns nobody if most of its holders are outside the group. Only established ones count there: a crowd of others must not take away an
    // honest explanation.
    private static bool IsOwn(Trait value, int inside, TraitCounts newcomers, PopulationBaseline population) =>
        population.CountOf(value) <= 2 * inside || TraitHolders.NextTo(population, value, newcomers[value.Kind][value.Value]) <= 2 * inside;

    private static string Name(TraitKind kind, int count) =>
        (count == 1 ? "one " : "two ")
        + kind switch
        {
            TraitKind.Payment => "payment card",
            TraitKind.Device => "device",
            TraitKind.EmailDomain => "mail domain",
            _ => "network",
        }
        + (count == 1 ? "" : "s");
}
