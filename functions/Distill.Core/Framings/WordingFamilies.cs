using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// Framings whose words vary from call to call, known by the pairs of words that survive: communities of pairs that the same accounts repeat, taken
/// apart into framings by the calls in which they stand.
/// </summary>
internal static class WordingFamilies
{
    // One framing links nobody.
    private const int MinFramings = 2;

    // Share of all accounts above which a pair is common speech, and accounts up to which it never is.
    private const double MaxPopularity = 0.1;
    private const int AlwaysRare = 50;

    // Accounts and pairs that are looked at for each community: more would tell no more.
    private const int MaxUsers = 256;
    private const int MaxFeatures = 256;

    // Of the users of a family this many repeat a pair of its framings, and most of those who do are users.
    private const double MinUserShare = 0.15,
        MinOwnShare = 0.3;

    private static readonly CoUseRule s_rule = new(MinAccounts: 5, MinJaccard: 0.12, MaxChance: 1e-9);

    /// <summary>The families in order of their first pair.</summary>
    public static IReadOnlyList<FramingFamily> Find(IReadOnlyList<AccountProfile> profiles)
    {
        // What many people say is nobody's framing. The first pairs of all accounts are the smallest hashes: the same ones wherever they are
        // repeated.
        var most = Math.Max(AlwaysRare, MaxPopularity * profiles.Count);
        var used = UsedKeys.Of(
            profiles.Count,
            s_rule.MinAccounts,
            most,
            (account, keys) =>
            {
                var pairs = profiles[account].WordPairs;
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
        Count(profiles, users, splits);
        return
        [
            .. splits
                .OfType<FramingSplit>()
                .Select(s => s.Framings())
                .Where(t => t.Count >= MinFramings)
                .Select(t => new FramingFamily(t, together.Tested)),
        ];
    }

    // Of each community the accounts that use two of its keys or more, in order.
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

    // The calls of all who are looked at, a shard at a time: one account may be looked at for several communities.
    private static void Count(IReadOnlyList<AccountProfile> profiles, List<int>[] users, FramingSplit?[] splits)
    {
        var looks = splits
            .Index()
            .Where(s => s.Item is not null)
            .SelectMany(s => users[s.Index].Take(MaxUsers).Select(u => (Account: profiles[u].History, Split: s.Item!)));
        CallShard.VisitAll(looks, l => l.Account, l => l.Split.Add(l.Account));
    }
}
