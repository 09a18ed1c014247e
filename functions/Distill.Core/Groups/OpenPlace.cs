using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Tells what the accounts of one or two networks are: people at a place, the accounts of one owner, or neither. An address alone shows no place:
/// a log may have the address of a gateway in front, and an operator may send all of its calls through one proxy.
/// </summary>
internal static class OpenPlace
{
    // Length of the night in hours, and the largest share of the calls that may fall into it. An even share would be a third. At one place people
    // are awake at the same hours: students who work late make up to 14 % of their calls at night. Programs make 23 % or more in their quietest
    // hours, and so do groups of people from all over the world.
    private const int Night = 8;
    private const double MostAtNight = 1.0 / 6;

    // Hours in a day.
    private const int Hours = 24;

    // Share of the accounts that must have the mail domain, and share of the domain's holders that must be here, so that the domain is the place's.
    private const double OwnDomain = 0.5;

    // Calls of one account, so that accounts with many calls count no more than others. Whole numbers add up the same in any order.
    private const long EachAccount = 1_000_000;

    /// <summary>Judges the accounts of one or two networks.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="areBusiness">True when most of them are known as a business.</param>
    /// <param name="population">All accounts.</param>
    public static PlaceKind Of(IReadOnlyList<AccountProfile> accounts, bool areBusiness, PopulationBaseline population) =>
        areBusiness || HasOwnDomain(accounts, population) ? PlaceKind.Owned
        : SleepsAtNight(accounts) ? PlaceKind.OfPeople
        : PlaceKind.Address;

    private static bool HasOwnDomain(IReadOnlyList<AccountProfile> accounts, PopulationBaseline population)
    {
        using var scratch = Scratch.Rent<TraitCounts>();
        var domains = scratch.Value.Count(accounts)[TraitKind.EmailDomain];
        return Enumerable
            .Range(0, domains.Count)
            .Select(domains.At)
            .Where(d => d.Count >= OwnDomain * accounts.Count)
            .Select(d => (d.Count, Domain: new Trait(TraitKind.EmailDomain, d.Key)))
            .Any(d => d.Count >= OwnDomain * TraitHolders.NextTo(population, d.Domain, accounts.Where(a => a.Traits.Contains(d.Domain))));
    }

    private static bool SleepsAtNight(IReadOnlyList<AccountProfile> accounts)
    {
        var hours = new long[Hours];
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (var account in accounts)
        {
            foreach (ref readonly var call in account.Read(buffer.Value))
            {
                hours[(int)(call.Micros / Micros.PerHour % Hours)] += EachAccount / account.CallCount;
            }
        }

        var quietest = Enumerable.Range(0, Hours).Min(start => Enumerable.Range(start, Night).Sum(hour => hours[hour % Hours]));
        return quietest <= MostAtNight * hours.Sum();
    }
}

/// <summary>What accounts with an open owner, or with the same network, have in common.</summary>
internal enum PlaceKind
{
    /// <summary>An address and nothing else: it may be a proxy's. It explains no card, no device and no timing, nor what goes with these.</summary>
    Address,

    /// <summary>People who are awake at the same hours. That explains all but timing and who pays.</summary>
    OfPeople,

    /// <summary>The accounts of one owner: a known business, or a mail domain of its own. That explains all but timing.</summary>
    Owned,
}
