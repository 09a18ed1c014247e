using System.Runtime.InteropServices;
using System.Text;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// The accounts that groups are judged against: a sample of the population, and of its natural groups (users of one program, framing, domain or
/// reseller).
/// </summary>
/// <remarks>
/// Their calls are held in memory until the run ends. The size is bounded, so judging a group costs the same in any population. Natural groups show
/// how alike the accounts of an innocent group are. Candidate groups are chosen for likeness, and compared with random accounts every CI fleet
/// would look like a conspiracy.
/// </remarks>
internal sealed class ReferenceSample
{
    /// <summary>Most accounts of a natural group that are looked at.</summary>
    public const int MaxGroupAccounts = 40;

    // Most accounts of the sample, and most natural groups of each kind. More would tell nothing new.
    private const int MaxAccounts = 4096;
    private const int MaxGroupsOfKind = 64;

    // Fewest accounts of a natural group.
    private const int MinGroupAccounts = 5;

    // Size of the population above which only a part of the natural groups is formed.
    private const int ScannedAccounts = 50_000;

    // Habits of an account: its most used framings, all its traits, its reseller.
    private const int MostFramings = 2;
    private const int MostHabits = MostFramings + AccountTraits.Most + 1;

    private readonly Dictionary<AccountId, int> _index = [];
    private readonly List<AccountProfile> _profiles = [];
    private readonly Habit[] _habits;

    private ReferenceSample(PopulationBaseline population)
    {
        Population = population;
        var byHash = ByHash(population.Profiles);
        foreach (var profile in byHash.Take(MaxAccounts))
        {
            IndexOf(profile);
        }

        SampleCount = _profiles.Count;

        // In a large population, sample whole groups by their values. Sampled accounts would seldom share a value.
        var oneIn = (ulong)Math.Max(1, population.Count / ScannedAccounts);
        var kinds = ByHabit(byHash, oneIn)
            .Where(g => g.Value.Count >= MinGroupAccounts)
            .OrderBy(g => Fingerprint.Mix((ulong)g.Key.Kind, g.Key.Value))
            .GroupBy(g => g.Key.Kind, g => g.Value)
            .OrderBy(k => k.Key)
            .ToArray();
        _habits = [.. kinds.Select(k => k.Key)];
        Kinds =
        [
            .. kinds.Select(kind =>
                (IReadOnlyList<NaturalGroup>)
                    [.. kind.Take(MaxGroupsOfKind).Select(g => new NaturalGroup([.. g.Take(MaxGroupAccounts).Select(IndexOf)], g.Count))]
            ),
        ];
    }

    private enum Habit
    {
        Framing,
        Client,
        EmailDomain,
        Payment,
        Network,
        Reseller,
    }

    public PopulationBaseline Population { get; }

    /// <summary>The random sample, followed by the other accounts of natural groups.</summary>
    public IReadOnlyList<AccountProfile> Profiles => _profiles;

    /// <summary>Number of <see cref="Profiles"/> that belong to the random sample.</summary>
    public int SampleCount { get; }

    /// <summary>The natural groups, by kind of habit.</summary>
    public IReadOnlyList<IReadOnlyList<NaturalGroup>> Kinds { get; }

    public static ReferenceSample Of(PopulationBaseline population) => new(population);

    /// <summary>Marks the accounts that are members of the group: nobody is judged against himself.</summary>
    public bool[] MembersOf(AccountGroup group)
    {
        var marks = new bool[_profiles.Count];
        foreach (var member in group.Members)
        {
            if (_index.TryGetValue(member.Account, out var at))
            {
                marks[at] = true;
            }
        }

        return marks;
    }

    /// <summary>
    /// Returns for each account how many of the group's accounts, including itself, are in one natural group with it. The largest such group
    /// counts.
    /// </summary>
    /// <param name="group">Any accounts.</param>
    /// <param name="kind">Index into <see cref="Kinds"/>.</param>
    public int[] Company(IReadOnlyList<AccountProfile> group, int kind)
    {
        Span<(Habit Kind, ulong Value)> habits = stackalloc (Habit, ulong)[MostHabits];
        var counts = new KeyCounts();
        foreach (var profile in group)
        {
            foreach (var habit in habits[..Habits(profile, 1, habits)])
            {
                counts.Add(habit.Value) += habit.Kind == _habits[kind] ? 1 : 0;
            }
        }

        var company = new int[group.Count];
        for (var i = 0; i < company.Length; i++)
        {
            company[i] = 1;
            foreach (var habit in habits[..Habits(group[i], 1, habits)])
            {
                company[i] = habit.Kind == _habits[kind] ? Math.Max(company[i], counts[habit.Value]) : company[i];
            }
        }

        return company;
    }

    /// <summary>Measures every account once. The result has the order of <see cref="Profiles"/>.</summary>
    public T[] Measure<T>(Func<AccountProfile, T> measure) => [.. _profiles.Select(measure)];

    // Orders accounts by hash. It keeps the result stable because the input is ordered by account.
    private static AccountProfile[] ByHash(IReadOnlyList<AccountProfile> profiles)
    {
        var (hashes, order) = (new ulong[profiles.Count], profiles.ToArray());
        for (var i = 0; i < order.Length; i++)
        {
            hashes[i] = Hash(order[i]);
        }

        Array.Sort(hashes, order);
        return order;
    }

    // Accounts by habit, for the habits whose value is divisible by the number.
    private static Dictionary<(Habit Kind, ulong Value), List<AccountProfile>> ByHabit(AccountProfile[] profiles, ulong oneIn)
    {
        var groups = new Dictionary<(Habit Kind, ulong Value), List<AccountProfile>>();
        Span<(Habit Kind, ulong Value)> habits = new (Habit, ulong)[MostHabits];
        foreach (var profile in profiles)
        {
            foreach (var habit in habits[..Habits(profile, oneIn, habits)])
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, habit, out _);
                (group ??= []).Add(profile);
            }
        }

        return groups;
    }

    private int IndexOf(AccountProfile profile)
    {
        if (_index.TryAdd(profile.Account, _profiles.Count))
        {
            _profiles.Add(profile);
            using var buffer = Scratch.Rent<CallBuffer>();
            profile.History.Hold(buffer.Value);
        }

        return _index[profile.Account];
    }

    /// <summary>Returns a hash of the account's id. Ordered by it, the first accounts are a random sample.</summary>
    internal static ulong Hash(AccountProfile profile)
    {
        Span<byte> utf8 = stackalloc byte[4 * AccountId.MaxLength];
        return Fingerprint.Of(utf8[..Encoding.UTF8.GetBytes(profile.Account.Value, utf8)]);
    }

    // Lists the account's different habits whose value is divisible by the number, and returns their count.
    private static int Habits(AccountProfile profile, ulong oneIn, Span<(Habit Kind, ulong Value)> habits)
    {
        var count = 0;
        for (var i = 0; i < Math.Min(MostFramings, profile.Framings.Length); i++)
        {
            Add(Habit.Framing, profile.Framings[i].Key.Value, habits);
        }

        foreach (ref readonly var trait in profile.Traits)
        {
            Add(HabitOf(trait.Kind), trait.Value, habits);
        }

        if (profile.LastReseller is { Length: > 0 } reseller)
        {
            Add(Habit.Reseller, Fingerprint.Of(Encoding.UTF8.GetBytes(reseller)), habits);
        }

        return count;

        void Add(Habit? kind, ulong value, Span<(Habit Kind, ulong Value)> habits)
        {
            if (kind is { } known && value % oneIn == 0 && !habits[..count].Contains((known, value)))
            {
                habits[count++] = (known, value);
            }
        }
    }

    private static Habit? HabitOf(TraitKind kind) =>
        kind switch
        {
            TraitKind.Client => Habit.Client,
            TraitKind.EmailDomain => Habit.EmailDomain,
            TraitKind.Payment => Habit.Payment,
            TraitKind.Network => Habit.Network,
            _ => null,
        };
}

/// <summary>Accounts that share one habit.</summary>
/// <param name="Accounts">Indices into <see cref="ReferenceSample.Profiles"/>, at most <see cref="ReferenceSample.MaxGroupAccounts"/>.</param>
/// <param name="Size">Number of accounts before the cut.</param>
internal sealed record NaturalGroup(int[] Accounts, int Size)
{
    public bool IsCut => Size > Accounts.Length;
}
