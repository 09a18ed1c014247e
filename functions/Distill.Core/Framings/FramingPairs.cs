using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// How many accounts use each framing of a family, and how many any two. It counts in scratch: good until the scratch is used again.
/// </summary>
internal sealed class FramingPairs
{
    // Of those who use either of two framings of a core, so many use both; and so many accounts, for two may agree by chance.
    private const double MinCore = 0.5;
    private const int MinAccounts = 3;

    // Of a family's users a core's are at most this part: else the family as a whole is theirs.
    private const double MaxShare = 0.25;

    private readonly KeyCounts _together;

    // Of the family's framings, from 1.
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

    /// <summary>Who uses the family.</summary>
    public FramingUser[] Users { get; }

    /// <summary>Accounts that use a framing, by its key.</summary>
    public KeyCounts Popularity { get; }

    /// <summary>Accounts that use two framings or more.</summary>
    public int UsersOfTwo { get; }

    /// <summary>
    /// -ln of the chance that independent choice brings any two of the framings together in as many of so many accounts as it does the closest two; 0
    /// when nobody uses two.
    /// </summary>
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
    /// The cores of a family of many: framings that the same accounts use for the most part, which are few of those who use the family. An operator's
    /// own, that hang on to those of a trade: what accounts repeat, by which families are found, shows less of that than all of their calls. Framings
    /// whose words vary have none.
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

    // Null when few use two of its framings, or many.
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

    /// <summary>Scratch to count in.</summary>
    public sealed class Tables
    {
        internal KeyCounts Popularity { get; } = new();

        internal KeyCounts Together { get; } = new();

        internal KeyCounts Places { get; } = new();
    }
}

/// <summary>A family within a family.</summary>
/// <param name="Family">Its framings.</param>
/// <param name="Users">Accounts that use any: indices into the population, in order.</param>
internal sealed record FamilyCore(FramingFamily Family, IReadOnlyList<int> Users);
