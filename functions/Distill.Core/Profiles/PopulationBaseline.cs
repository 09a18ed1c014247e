using System.Runtime.InteropServices;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>How common each trait is among all active accounts. Signals compare a group with it to judge chance.</summary>
public sealed class PopulationBaseline
{
    // The number of each trait, how many accounts have it, and the traits of each account by number.
    private readonly Dictionary<Trait, int> _numbers = [];
    private readonly List<int> _accounts = [];
    private readonly int[] _starts;
    private readonly int[] _traits;
    private readonly TraitKind[] _kinds;

    // What popular clients put around all prompts.
    private readonly IReadOnlySet<FramingKey> _wraps;

    // When each account was opened, in ticks, in the population's order. Negative when unknown.
    private readonly long[] _created;

    // Whether a trait, by its number, is an open company's.
    private readonly bool[] _companies;

    // Whether each account is established, in the population's order.
    private readonly bool[] _established;

    // How many established accounts have each trait, by its number.
    private readonly int[] _establishedAccounts;

    // The known times of creation, in ticks, ascending.
    private readonly long[] _births;

    // The index in Profiles plus 1, by the index of the account's history. 0 for none.
    private readonly int[] _places;

    private readonly Lazy<Handovers> _handovers;

    private PopulationBaseline(IReadOnlyList<AccountProfile> profiles)
    {
        Profiles = profiles;
        _starts = new int[profiles.Count + 1];
        _created = new long[profiles.Count];
        _places = new int[profiles.Select(p => p.History.Index + 1).DefaultIfEmpty(0).Max()];
        for (var i = 0; i < profiles.Count; i++)
        {
            _places[profiles[i].History.Index] = i + 1;
            _starts[i + 1] = _starts[i] + profiles[i].Traits.Length;
            _created[i] = profiles[i].Record?.Created ?? -1;
        }

        _traits = new int[_starts[^1]];
        _kinds = new TraitKind[_traits.Length];
        Number(Shared());
        _established = EstablishedAccounts.Find(
            profiles,
            i => KindsOf(i) is [TraitKind.Payment, ..] && CountOf(CardOf(i)) <= EstablishedAccounts.MostOnCard
        );
        _establishedAccounts = CountEstablished();
        _births = Array.FindAll(_created, c => c >= 0);
        Array.Sort(_births);
        _companies = OpenCompanies.Find(this);
        _wraps = ClientWraps.Find(profiles, _established);
        Customers = new Customers(this);
        _handovers = new(() => new Handovers(this));
    }

    /// <summary>Conversations that went from one customer's account to another's.</summary>
    internal Handovers Handovers => _handovers.Value;

    /// <summary>All active accounts, ordered by account.</summary>
    public IReadOnlyList<AccountProfile> Profiles { get; }

    /// <summary>Index of an account of the population in <see cref="Profiles"/>. Of an id without calls, the index of the next account.</summary>
    public int IndexOf(AccountProfile profile) =>
        IndexOf(profile.History) is >= 0 and var at && ReferenceEquals(Profiles[at], profile) ? at : IndexOf(profile.Account);

    /// <summary>The same for an account's history. Negative when the account made no call.</summary>
    internal int IndexOf(AccountHistory history) => history.Index < _places.Length ? _places[history.Index] - 1 : -1;

    /// <summary>Index of an account. Negative when it made no call.</summary>
    internal int Find(Contracts.AccountId account) => IndexOf(account) is var at && at < Count && Profiles[at].Account == account ? at : -1;

    private int IndexOf(Contracts.AccountId account)
    {
        var (low, high) = (0, Profiles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Profiles[middle].Account.CompareTo(account) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The customers to whom the accounts belong.</summary>
    internal Customers Customers { get; }

    /// <summary>Number of active accounts.</summary>
    public int Count => Profiles.Count;

    /// <summary>For each account, whether it is established, see <see cref="EstablishedAccounts"/>.</summary>
    internal IReadOnlyList<bool> Established => _established;

    /// <summary>True when an account is established.</summary>
    internal bool IsEstablished(int account) => _established[account];

    /// <summary>Number of accounts whose time of creation is known.</summary>
    public int BirthCount => _births.Length;

    /// <summary>What people allow at the run's time, by the trait: a reason why accounts may share it.</summary>
    public IReadOnlyDictionary<Trait, AllowEntry> Allowed { get; private init; } = new Dictionary<Trait, AllowEntry>();

    public static PopulationBaseline Of(IReadOnlyList<AccountProfile> profiles) => new(profiles);

    /// <summary>The same, with what people allow.</summary>
    public static PopulationBaseline Of(IReadOnlyList<AccountProfile> profiles, IReadOnlyList<AllowEntry> allowed) =>
        new(profiles) { Allowed = allowed.DistinctBy(e => e.Trait).ToDictionary(e => e.Trait) };

    /// <summary>The traits and their numbers, unordered: all traits of at least two accounts, and hardly any of only one.</summary>
    internal IEnumerable<KeyValuePair<Trait, int>> Traits => _numbers;

    /// <summary>The number of a trait, from 0. Negative when at most one account has it.</summary>
    internal int NumberOf(Trait trait) => _numbers.GetValueOrDefault(trait, -1);

    /// <summary>How many accounts have the trait. It must be a trait of the population.</summary>
    public int CountOf(Trait trait) => CountOf(NumberOf(trait));

    /// <summary>How many traits have a number.</summary>
    internal int TraitCount => _accounts.Count;

    /// <summary>The numbers of an account's <see cref="AccountProfile.Traits"/>, from 0. Negative for a trait that no other account has.</summary>
    internal ReadOnlySpan<int> TraitsOf(int account) => _traits.AsSpan(_starts[account].._starts[account + 1]);

    /// <summary>The kinds of an account's traits, in the same order.</summary>
    internal ReadOnlySpan<TraitKind> KindsOf(int account) => _kinds.AsSpan(_starts[account].._starts[account + 1]);

    /// <summary>When an account was opened, in ticks. Negative when unknown.</summary>
    internal long CreatedOf(int account) => _created[account];

    /// <summary>How many established accounts have the trait with this number, from 0.</summary>
    internal int EstablishedCountOf(int number) => _establishedAccounts[number];

    /// <summary>How many accounts have the trait with this number. A negative number counts as one account.</summary>
    internal int CountOf(int number) => number < 0 ? 1 : _accounts[number];

    /// <summary>The number of an account's card. Negative when the card is unknown, or when no other account has it.</summary>
    internal int CardOf(int account) => KindsOf(account) is [TraitKind.Payment, ..] ? _traits[_starts[account]] : -1;

    /// <summary>True for a card or a mail domain of an open company: three quarters of the accounts that have either have both.</summary>
    /// <remarks>Such accounts show who owns them. An operator's cards are spread over public mail domains instead.</remarks>
    public bool IsOfCompany(Trait trait) => IsOfCompany(NumberOf(trait));

    /// <summary>The same test by the trait's number.</summary>
    internal bool IsOfCompany(int number) => number >= 0 && _companies[number];

    /// <summary>Number of accounts created in [from, to), in ticks.</summary>
    internal int BirthsIn(long from, long to) => LowerBound(to) - LowerBound(from);

    // Most values belong to one account. A sketch keeps these millions out of the table.
    private CountSketch Shared()
    {
        var shared = CountSketch.For(_traits.Length);
        foreach (var profile in Profiles)
        {
            foreach (var trait in profile.Traits)
            {
                shared.See(KeyOf(trait));
            }
        }

        return shared;
    }

    private void Number(CountSketch shared)
    {
        for (var i = 0; i < Profiles.Count; i++)
        {
            var traits = Profiles[i].Traits;
            for (var t = 0; t < traits.Length; t++)
            {
                ref var at = ref _traits[_starts[i] + t];
                at = -1;
                _kinds[_starts[i] + t] = traits[t].Kind;
                if (shared.WasSeen(KeyOf(traits[t]), 2))
                {
                    ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, traits[t], out var known);
                    if (!known)
                    {
                        number = _accounts.Count;
                        _accounts.Add(0);
                    }

                    at = number;
                    _accounts[number]++;
                }
            }
        }
    }

    private int[] CountEstablished()
    {
        var counts = new int[TraitCount];
        for (var i = 0; i < Count; i++)
        {
            foreach (var trait in TraitsOf(i))
            {
                if (trait >= 0 && _established[i])
                {
                    counts[trait]++;
                }
            }
        }

        return counts;
    }

    private static ulong KeyOf(Trait trait) => trait.Value + (ulong)trait.Kind;

    /// <summary>True when a popular client's words stand around nearly all of the account's prompts, so that its own framings are unknown.</summary>
    internal bool IsWrapped(AccountProfile profile) => _wraps.Count > 0 && ClientWraps.Of(profile).Any(_wraps.Contains);

    /// <summary>Accounts that have a constant prompt which others have too.</summary>
    internal int CountConstantPrompts() =>
        Profiles
            .Where(p => p.ConstantPrompt != 0)
            .CountBy(p => p.ConstantPrompt)
            .Where(c => c.Value >= ConstantPrompts.MinAccounts)
            .Sum(c => c.Value);

    /// <summary>The number of an account's mail domain. Negative when it is unknown, or when no other account has it.</summary>
    internal int DomainOf(int account) => KindsOf(account).IndexOf(TraitKind.EmailDomain) is >= 0 and var at ? TraitsOf(account)[at] : -1;

    private int LowerBound(long ticks) => Sorted.LowerBound(_births, ticks);
}
