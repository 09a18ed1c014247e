using System.Runtime.InteropServices;
using System.Text;
using Distill.Core.Events;
using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>How common each value is among all active accounts: what chance is judged by.</summary>
public sealed class PopulationBaseline
{
    private const int LeastOfCompany = 3;
    private const double MostOfCompany = 0.75;

    private readonly Dictionary<Trait, int> _accounts = [];
    private readonly HashSet<Trait> _companies;
    private readonly long[] _births;

    private PopulationBaseline(IReadOnlyList<AccountProfile> profiles)
    {
        Profiles = profiles;
        var births = new List<long>();
        var shared = Shared(profiles);
        foreach (var profile in profiles)
        {
            foreach (var trait in profile.TraitSpan)
            {
                if (shared.WasSeenTwice(KeyOf(trait)))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_accounts, trait, out _)++;
                }
            }

            if (profile.Record?.Created is { } created)
            {
                births.Add(created.UtcTicks);
            }
        }

        births.Sort();
        _births = [.. births];
        _companies = Companies();
    }

    /// <summary>All active accounts, in order.</summary>
    public IReadOnlyList<AccountProfile> Profiles { get; }

    /// <summary>Where an account of the population stands in <see cref="Profiles"/>.</summary>
    public int IndexOf(AccountProfile profile)
    {
        var (low, high) = (0, Profiles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Profiles[middle].Account.CompareTo(profile.Account) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Active accounts.</summary>
    public int Count => Profiles.Count;

    /// <summary>Accounts whose day of creation is known.</summary>
    public int BirthCount => _births.Length;

    public static PopulationBaseline Of(IReadOnlyList<AccountProfile> profiles) => new(profiles);

    /// <summary>Every trait that two accounts or more have, hardly any that one has, and how many have it, in no order.</summary>
    public IReadOnlyDictionary<Trait, int> Traits => _accounts;

    /// <summary>Accounts that have the trait, which is one of the population's.</summary>
    public int CountOf(Trait trait) => _accounts.GetValueOrDefault(trait, 1);

    /// <summary>True for a card or a mail domain of a company in the open: three quarters of those who have either have both.</summary>
    /// <remarks>Such accounts say whose they are. An operator's cards lie across its mail domains, which are everybody's.</remarks>
    public bool IsOfCompany(Trait trait) => _companies.Contains(trait);

    /// <summary>Accounts created in [from, to).</summary>
    public int BirthsIn(DateTimeOffset from, DateTimeOffset to) => LowerBound(to.UtcTicks) - LowerBound(from.UtcTicks);

    // Most values are one account's own: millions that need no place in the table.
    private static SeenTwice Shared(IReadOnlyList<AccountProfile> profiles)
    {
        long total = 0;
        foreach (var profile in profiles)
        {
            total += profile.TraitSpan.Length;
        }

        var shared = SeenTwice.For(total);
        foreach (var profile in profiles)
        {
            foreach (var trait in profile.TraitSpan)
            {
                shared.See(KeyOf(trait));
            }
        }

        return shared;
    }

    private static ulong KeyOf(Trait trait) => trait.Value + (ulong)trait.Kind;

    private HashSet<Trait> Companies()
    {
        var both = new Dictionary<(Trait Card, Trait Domain), int>();
        foreach (var profile in Profiles)
        {
            if (profile.Household is { } card && profile.Traits.FirstOrDefault(t => t.Kind == TraitKind.EmailDomain) is { Kind: TraitKind.EmailDomain } domain
                && CountOf(card) >= LeastOfCompany && Math.Min(CountOf(card), CountOf(domain)) >= MostOfCompany * Math.Max(CountOf(card), CountOf(domain)))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(both, (card, domain), out _)++;
            }
        }

        return [.. both.Where(b => b.Value >= MostOfCompany * Math.Max(CountOf(b.Key.Card), CountOf(b.Key.Domain))).SelectMany(b => new[] { b.Key.Card, b.Key.Domain })];
    }

    private int LowerBound(long ticks)
    {
        var (low, high) = (0, _births.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _births[middle] < ticks ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>What a trait is about.</summary>
public enum TraitKind : byte
{
    Payment,
    Device,
    EmailDomain,
    Network,
    Client,
}

/// <summary>One value that accounts may share.</summary>
public readonly record struct Trait(TraitKind Kind, ulong Value)
{
    public static Trait Of(TraitKind kind, string value) => new(kind, Fingerprint.Of(Encoding.UTF8.GetBytes(value)));
}
