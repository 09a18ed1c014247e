using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// Finds families of framings whose wording varies from call to call. They are known by the word pairs that survive: communities of pairs that the
/// same accounts repeat, split into framings by the calls in which they occur.
/// </summary>
internal static class WordingFamilies
{
    // Fewest framings of a family. One framing links nobody.
    private const int MinFramings = 2;

    // Share of all established accounts above which a pair is common speech; and the number of them up to which a pair never is.
    private const double MaxPopularity = 0.1;
    private const int AlwaysRare = 50;

    // Most accounts and word pairs that are looked at for each community. More would not tell more.
    private const int MaxUsers = 256;
    private const int MaxFeatures = 256;

    // Share of a family's users that must repeat a pair of its framings; and the share of all accounts with the pair that must be users.
    private const double MinUserShare = 0.15,
        MinOwnShare = 0.3;

    // Rule for two word pairs to belong together. Stricter than that for framings, because common speech repeats pairs too.
    private static readonly CoUseRule s_rule = new(MinAccounts: 5, MinJaccard: 0.12, MaxChance: 1e-9);

    /// <summary>Returns the families, in the order of their communities' first pairs.</summary>
    public static IReadOnlyList<FramingFamily> Find(PopulationBaseline population)
    {
        // What many people say is no operator's framing. The first pairs of each account are those with the smallest hashes, so all accounts that
        // repeat a pair keep the same ones.
        var most = Math.Max(AlwaysRare, MaxPopularity * population.Established.Count(e => e));
        var used = UsedKeys.Of(
            population.Established,
            s_rule.MinAccounts,
            most,
            (account, keys) =>
            {
                var pairs = population.Profiles[account].WordPairs;
                for (var i = 0; i < pairs.Length; i++)
                {
                    keys[i] = FramingKey.OfPair(pairs[i]);
                }

                return pairs.Length;
            }
        );
        var together = new CoUse(used, s_rule);
        var users = Users(used, SameUsers.Join(together.Communities(), used));
        var splits = new FramingSplit?[users.Length];
        Parallel.For(
            0,
            users.Length,
            Processors.All,
            i => splits[i] = Features(users[i], used) is { Length: >= MinFramings * FramingSplit.Needed } features ? new FramingSplit(features) : null
        );
        Count(population.Profiles, users, splits);
        return
        [
            .. splits
                .OfType<FramingSplit>()
                .Select(s => s.Framings())
                .Where(t => t.Count >= MinFramings)
                .Select(t => new FramingFamily(t, together.Tested)),
        ];
    }

    // For each community the accounts that use at least two of its keys, ascending.
    private static List<int>[] Users(UsedKeys used, IReadOnlyList<FramingKey[]> communities)
    {
        var communityOf = used.SetOf(communities);
        var users = communities.Select(_ => new List<int>()).ToArray();
        for (var account = 0; account < used.Accounts; account++)
        {
            foreach (var key in used.Of(account))
            {
                if (
                    communityOf[key] is >= 0 and var community
                    && (users[community] is not [.., var last] || last != account)
                    && UsesTwo(used.Of(account), communityOf, community)
                )
                {
                    users[community].Add(account);
                }
            }
        }

        return users;
    }

    private static bool UsesTwo(ReadOnlySpan<int> keys, int[] communityOf, int community)
    {
        var count = 0;
        foreach (var key in keys)
        {
            count += communityOf[key] == community ? 1 : 0;
        }

        return count >= 2;
    }

    private static FramingKey[] Features(List<int> users, UsedKeys used)
    {
        using var scratch = Scratch.Rent<KeyCounts>();
        var counts = scratch.Value;
        counts.Clear();
        foreach (var user in users)
        {
            foreach (var key in used.Of(user))
            {
                counts.Add((ulong)key)++;
            }
        }

        return
        [
            .. Enumerable
                .Range(0, counts.Count)
                .Select(i => (Key: (int)counts.At(i).Key, Users: counts.At(i).Count))
                .Where(k =>
                    k.Users >= s_rule.MinAccounts && k.Users >= MinUserShare * users.Count && k.Users >= MinOwnShare * used.PopularityOf(k.Key)
                )
                .OrderByDescending(k => k.Users)
                .ThenBy(k => k.Key)
                .Take(MaxFeatures)
                .Select(k => k.Key)
                .Order()
                .Select(used.KeyOf),
        ];
    }

    // Counts the calls of all these accounts, shard by shard. One account may be read for several communities.
    private static void Count(IReadOnlyList<AccountProfile> profiles, List<int>[] users, FramingSplit?[] splits)
    {
        var looks = splits
            .Index()
            .Where(s => s.Item is not null)
            .SelectMany(s => users[s.Index].Take(MaxUsers).Select(u => (Account: profiles[u].History, Split: s.Item!)));
        CallShard.VisitAll(looks, l => l.Account, l => l.Split.Add(l.Account));
    }
}
