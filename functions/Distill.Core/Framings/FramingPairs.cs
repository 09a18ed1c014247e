using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// Counts who uses each framing of a family, and each two of them. Customers are counted, because accounts of one customer choose framings together.
/// It counts in scratch: valid until the scratch is used again.
/// </summary>
internal sealed class FramingPairs
{
    // Share of the customers with either of two framings that must use both, so that the two belong to a core; and the fewest such customers,
    // because two may agree by chance.
    private const double MinCore = 0.5;
    private const int MinCustomers = 3;

    // Fewest accounts that use two framings of a core.
    private const int MinAccounts = 3;

    // No key and no pair of framings has this number.
    private const ulong NoFraming = ulong.MaxValue;

    // Largest share of the family's users of two framings that may use two of a core's. With more, the whole family is theirs, and there is no core.
    private const double MaxShare = 0.25;

    // Customers by pair of framings, and by framing.
    private readonly KeyCounts _together,
        _customers;

    // Index of each framing in the family, plus 1, by its key.
    private readonly KeyCounts _places;

    public FramingPairs(FramingFamily family, FramingUser[] users, Tables tables)
    {
        (Family, Users) = (family, users);
        (_together, _customers, _places, Popularity) = (tables.Together, tables.Customers, tables.Places, tables.Popularity);
        var seen = tables.Seen;
        seen.Clear();
        _together.Clear();
        _customers.Clear();
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
            if (!user.Counts)
            {
                NewUsers++;
                continue;
            }

            NewUsersOfTwo += user.IsEstablished || !IsFirst(user.Customer, NoFraming) ? 0 : 1;
            for (var i = 0; i < framings.Length; i++)
            {
                Popularity.Add(framings[i].Value)++;
                _customers.Add(framings[i].Value) += IsFirst(user.Customer, framings[i].Value) ? 1 : 0;
                for (var j = i + 1; j < framings.Length; j++)
                {
                    var pair = ((ulong)PlaceOf(framings[i]) << 32) | (uint)PlaceOf(framings[j]);
                    _together.Add(pair) += IsFirst(user.Customer, pair) ? 1 : 0;
                }
            }
        }

        // True for the customer's first account with this value.
        bool IsFirst(int customer, ulong value) => customer < 0 || seen.Add(Fingerprint.Mix((ulong)customer, value))++ == 0;
    }

    public FramingFamily Family { get; }

    /// <summary>The accounts that use the family.</summary>
    public FramingUser[] Users { get; }

    /// <summary>Number of accounts that use one of the framings, and are not established. They count nowhere else.</summary>
    public int NewUsers { get; }

    /// <summary>Number of customers that use two or more of the framings, and are not established.</summary>
    public int NewUsersOfTwo { get; }

    /// <summary>Number of accounts that use a framing, by its key, see <see cref="FramingUser.Counts"/>.</summary>
    public KeyCounts Popularity { get; }

    /// <summary>Number of accounts that use two or more of the framings.</summary>
    public int UsersOfTwo { get; }

    /// <summary>
    /// Returns -ln of the chance that independent choice brings two of the framings together as often as the closest two. 0 when no account uses
    /// two.
    /// </summary>
    /// <param name="customers">Number of all customers.</param>
    private double Closest(int customers)
    {
        var closest = 0.0;
        for (var i = 0; i < _together.Count; i++)
        {
            var (a, b, both) = PairAt(i);
            closest = Math.Max(closest, -Tails.LogPoissonUpper(both, (double)CustomersOf(a) * CustomersOf(b) / customers));
        }

        return closest;
    }

    /// <summary>Returns how the population uses the framings.</summary>
    /// <param name="established">Number of established customers. Those of two framings that are not established are added.</param>
    public FramingCensus Census(int established)
    {
        var customers = established + NewUsersOfTwo;
        return new(
            customers,
            [.. Family.Framings.Select((_, place) => (double)CustomersOf(place) / customers)],
            FramingCensus.CountUsers(Users.Where(u => u.Counts).Select(u => (u.Customer, u.Framings.Length))),
            Closest(customers) - Math.Log(Family.Tested)
        )
        {
            NewUsers = NewUsers,
        };
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
            if (both >= MinCustomers && both >= MinCore * (CustomersOf(a) + CustomersOf(b) - both))
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

    private int CustomersOf(int place) => _customers[Family.Framings[place].Key.Value];

    /// <summary>Reusable tables to count in.</summary>
    public sealed class Tables
    {
        internal KeyCounts Popularity { get; } = new();

        internal KeyCounts Together { get; } = new();

        internal KeyCounts Customers { get; } = new();

        internal KeyCounts Seen { get; } = new();

        internal KeyCounts Places { get; } = new();
    }
}

/// <summary>A core: a family inside a larger family.</summary>
/// <param name="Family">The core's framings.</param>
/// <param name="Users">Accounts that use any of them: indices into the population, ascending.</param>
internal sealed record FamilyCore(FramingFamily Family, IReadOnlyList<int> Users);
