using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>How the population's customers use a family's framings.</summary>
/// <param name="Customers">Number of customers that count: established ones, and others that use two or more of the framings.</param>
/// <param name="Popularity">For each framing, the share of these customers that use it.</param>
/// <param name="UsersOf">For each number of framings, from 0: how many customers have an account that uses at least as many.</param>
/// <param name="ClosestPair">-ln of the chance that the closest two would be used together as often, corrected for all pairs compared.</param>
internal sealed record FramingCensus(int Customers, IReadOnlyList<double> Popularity, IReadOnlyList<int> UsersOf, double ClosestPair)
{
    /// <summary>Number of accounts that are not established and use only one of the framings. They are not counted above.</summary>
    public int NewUsers { get; init; }

    // Most framings of one account that are told apart. Larger numbers count as this one.
    private const int Most = 24;

    /// <summary>
    /// Returns <see cref="UsersOf"/>, given the customer of each account, and how many framings the account uses. A negative number stands for a
    /// customer of its own.
    /// </summary>
    public static IReadOnlyList<int> CountUsers(IEnumerable<(int Customer, int Framings)> accounts)
    {
        using var scratch = Scratch.Rent<KeyCounts>();
        var mostOf = scratch.Value;
        mostOf.Clear();
        var users = new int[Most + 1];
        foreach (var (customer, framings) in accounts)
        {
            if (customer < 0)
            {
                Add(framings);
                continue;
            }

            ref var most = ref mostOf.Add((ulong)customer);
            most = Math.Max(most, framings);
        }

        for (var i = 0; i < mostOf.Count; i++)
        {
            Add(mostOf.At(i).Count);
        }

        return users;

        void Add(int most)
        {
            for (var framings = 0; framings <= Math.Min(most, Most); framings++)
            {
                users[framings]++;
            }
        }
    }
}
