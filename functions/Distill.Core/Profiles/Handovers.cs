using System.Numerics;
using Distill.Contracts;

namespace Distill.Core.Profiles;

/// <summary>Conversations that an account of one customer began and an account of another carried on.</summary>
/// <remarks>
/// One account's part of a conversation ends with the exchange, and another account's begins behind it: it went on where the first one stopped. Its
/// caller held the model's answer to the first account. Two that run the same public conversation from its beginning have no such exchange. An
/// exchange of many customers is published. The time is linear in the exchanges that are kept: two bit tables tell which ones
/// are worth sorting.
/// </remarks>
internal sealed class Handovers
{
    /// <summary>
    /// Fewest other customers with whom a customer hands over. One is a person with two accounts, or two who work together.
    /// </summary>
    public const int MinPartners = 2;

    // Most customers of one exchange. More have it from a published conversation. A conversation goes from one to one; a second may try again.
    private const int MaxCustomers = 3;

    // The logarithm of the bits in a word of the tables.
    private const int WordBits = 6;

    private readonly Dictionary<int, HashSet<int>> _partners = [];
    private readonly Dictionary<int, HashSet<int>> _accounts = [];

    public Handovers(PopulationBaseline population)
    {
        var customers = population.Customers;
        var shared = Shared(population);
        for (int from = 0, to; from < shared.Length; from = to)
        {
            for (to = from + 1; to < shared.Length && shared[to].Hash == shared[from].Hash; to++) { }

            var held = shared.AsSpan(from..to);
            if (CountCustomers(held, customers) is < 2 or > MaxCustomers)
            {
                continue;
            }

            foreach (var giver in held)
            {
                foreach (var taker in held)
                {
                    if (giver.IsEnd && !taker.IsEnd && customers.Of(giver.Account) != customers.Of(taker.Account))
                    {
                        Tie(_accounts, giver.Account, taker.Account);
                        Tie(_partners, customers.Of(giver.Account), customers.Of(taker.Account));
                    }
                }
            }
        }

        CustomersWithConversations = Enumerable
            .Range(0, population.Count)
            .Where(i => population.Profiles[i].Exchanges.Length > 0)
            .Select(customers.Of)
            .Distinct()
            .Count();
    }

    /// <summary>Number of customers that carry on any conversation.</summary>
    public int CustomersWithConversations { get; }

    /// <summary>The customers that hand conversations over, each with those that it hands over with, in both directions.</summary>
    public IReadOnlyDictionary<int, HashSet<int>> Partners => _partners;

    /// <summary>The accounts that hand conversations over, by their index in the population, each with the other accounts.</summary>
    public IReadOnlyDictionary<int, HashSet<int>> Accounts => _accounts;

    private static void Tie(Dictionary<int, HashSet<int>> ties, int a, int b)
    {
        Add(a, b);
        Add(b, a);

        void Add(int one, int other)
        {
            if (!ties.TryGetValue(one, out var others))
            {
                ties[one] = others = [];
            }

            others.Add(other);
        }
    }

    private static int CountCustomers(ReadOnlySpan<Holder> held, Customers customers)
    {
        var seen = new HashSet<int>();
        foreach (var holder in held)
        {
            seen.Add(customers.Of(holder.Account));
        }

        return seen.Count;
    }

    // The exchanges that several accounts may have, ordered by hash, then account.
    private static Holder[] Shared(PopulationBaseline population)
    {
        // Eight bits or more for each exchange, so that few look shared by chance.
        var exchanges = population.Profiles.Sum(p => (long)p.Exchanges.Length);
        var bits = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, exchanges)) + 4, WordBits, 32);
        var (seen, again) = (new ulong[1 << (bits - WordBits)], new ulong[1 << (bits - WordBits)]);
        foreach (var profile in population.Profiles)
        {
            foreach (var exchange in profile.Exchanges)
            {
                var (word, bit) = PlaceOf(exchange, bits);
                again[word] |= seen[word] & bit;
                seen[word] |= bit;
            }
        }

        var shared = new List<Holder>();
        for (var account = 0; account < population.Count; account++)
        {
            foreach (var exchange in population.Profiles[account].Exchanges)
            {
                var (word, bit) = PlaceOf(exchange, bits);
                if ((again[word] & bit) != 0)
                {
                    shared.Add(new Holder(AccountExchanges.HashOf(exchange), account, AccountExchanges.IsEnd(exchange)));
                }
            }
        }

        Holder[] sorted = [.. shared];
        Array.Sort(sorted, static (a, b) => a.Hash != b.Hash ? a.Hash.CompareTo(b.Hash) : a.Account.CompareTo(b.Account));
        return sorted;
    }

    // The kept hashes are the smallest ones, so their high bits are alike. Mix them.
    private static (int Word, ulong Bit) PlaceOf(ulong exchange, int bits)
    {
        var place = Fingerprint.Mix(AccountExchanges.HashOf(exchange), 0) >> (64 - bits);
        return ((int)(place >> WordBits), 1UL << (int)(place & ((1 << WordBits) - 1)));
    }

    private readonly record struct Holder(ulong Hash, int Account, bool IsEnd);
}
