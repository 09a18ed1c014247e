using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// Counts how many accounts use each framing of a family, and each two of them. It counts in scratch: valid until the scratch is used again.
/// </summary>
internal sealed class FramingPairs
{
    // Share of the accounts with either of two framings that must use both, so that the two belong to a core; and the fewest such accounts, because
    // two may agree by chance.
    private const double MinCore = 0.5;
    private const int MinAccounts = 3;

    // Largest share of the family's users of two framings that may use two of a core's. With more, the whole family is theirs, and there is no core.
    private const double MaxShare = 0.25;

    // Accounts by pair of framings.
    private readonly KeyCounts _together;

    // Index of each framing in the family, plus 1, by its key.
    private readonly KeyCounts _places;

    public FramingPairs(FramingFamily family, FramingUser[] users, Tables tables)
    {
        (Family, Users) = (family, users);
        (_together, _places, Popularity) = (tables.Together, tables.Places, tables.Popularity);
        _together.Clear();
        _places.Clear();
        Popularity.Clear();
        for (var i = 0; i < family.Framings.Count; i++)
        {
            _places.Add(family.Framings[i].Key.Value) = i + 1;
        }

        foreach (var user in users)
        {
            var framings = user.Framings;
            UsersOfTwo += framings.Length >= 2 ? 1 : 0;
            for (var i = 0; i < framings.Length; i++)
            {
                Popularity.Add(framings[i].Value)++;
                for (var j = i + 1; j < framings.Length; j++)
                {
                    _together.Add(((ulong)PlaceOf(framings[i]) << 32) | (uint)PlaceOf(framings[j]))++;
                }
            }
        }
    }

    public FramingFamily Family { get; }

    /// <summary>The accounts that use the family.</summary>
    public FramingUser[] Users { get; }

    /// <summary>Number of accounts that use a framing, by its key.</summary>
    public KeyCounts Popularity { get; }

    /// <summary>Number of accounts that use two or more of the framings.</summary>
    public int UsersOfTwo { get; }

    /// <summary>
    /// Returns -ln of the chance that independent choice brings two of the framings together as often as the closest two. 0 when no account uses
    /// two.
    /// </summary>
    /// <param name="accounts">Number of all accounts.</param>
    public double Closest(int accounts)
    {
        var closest = 0.0;
        for (var i = 0; i < _together.Count; i++)
        {
            var (a, b, both) = PairAt(i);
            closest = Math.Max(closest, -Tails.LogPoissonUpper(both, (double)UsersOf(a) * UsersOf(b) / accounts));
        }

        return closest;
    }

    /// <summary>
    /// Returns the cores of a large family: framings that mostly the same accounts use, when these are few of the family's users. They are an
    /// operator's own framings that are linked to those of a trade. The search for families sees only what accounts repeat; here all calls count,
    /// and they show more. Families with varied wording have no cores.
    /// </summary>
    public IEnumerable<FamilyCore> Cores()
    {
        if (Family.IsVaried)
        {
            return [];
        }

        var sets = new DisjointSets<int>();
        for (var i = 0; i < _together.Count; i++)
        {
            var (a, b, both) = PairAt(i);
            if (both >= MinAccounts && both >= MinCore * (UsersOf(a) + UsersOf(b) - both))
            {
                sets.Join(a, b);
            }
        }

        int[][] cores = [.. sets.Groups().Select(g => g.Order().ToArray()).OrderBy(g => g[0])];
        return cores.Select(CoreOf).OfType<FamilyCore>();
    }

    // Null when too few accounts use two of the core's framings, or too many.
    private FamilyCore? CoreOf(int[] places)
    {
        var isCore = new bool[Family.Framings.Count];
        foreach (var place in places)
        {
            isCore[place] = true;
        }

        var (users, ofTwo) = (new List<int>(), 0);
        foreach (var user in Users)
        {
            var own = 0;
            foreach (var framing in user.Framings)
            {
                own += isCore[PlaceOf(framing)] ? 1 : 0;
            }

            ofTwo += own >= 2 ? 1 : 0;
            if (own > 0)
            {
                users.Add(user.Profile);
            }
        }

        return ofTwo < MinAccounts || ofTwo > MaxShare * UsersOfTwo
            ? null
            : new FamilyCore(new FramingFamily([.. places.Select(p => Family.Framings[p])], Family.Tested), users);
    }

    private (int A, int B, int Both) PairAt(int index)
    {
        var (pair, both) = _together.At(index);
        return ((int)(pair >> 32), (int)(uint)pair, both);
    }

    private int PlaceOf(FramingKey framing) => _places[framing.Value] - 1;

    private int UsersOf(int place) => Popularity[Family.Framings[place].Key.Value];

    /// <summary>Reusable tables to count in.</summary>
    public sealed class Tables
    {
        internal KeyCounts Popularity { get; } = new();

        internal KeyCounts Together { get; } = new();

        internal KeyCounts Places { get; } = new();
    }
}

/// <summary>A core: a family inside a larger family.</summary>
/// <param name="Family">The core's framings.</param>
/// <param name="Users">Accounts that use any of them: indices into the population, ascending.</param>
internal sealed record FamilyCore(FramingFamily Family, IReadOnlyList<int> Users);
