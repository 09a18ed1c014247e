using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Joins communities of keys that the same accounts use: the variants of one framing, and the framings of one operator.</summary>
/// <remarks>The time is linear in accounts: each account adds one count for each pair of its communities, of which it has few.</remarks>
internal static class SameUsers
{
    // Share of the accounts with either of two communities that must use both. Variants of a framing are drawn anew for each call, so most users
    // have several. Of the accounts that are not established, only those with both count.
    private const double MinJaccard = 0.3;

    // Fewest accounts that must use both. Fewer may be chance.
    private const int MinAccounts = 5;

    /// <summary>Returns the joined communities, ordered by their first key. Each one is sorted.</summary>
    /// <param name="communities">Sets of keys. No key is in two of them.</param>
    /// <param name="used">The keys of each account.</param>
    public static IReadOnlyList<FramingKey[]> Join(IReadOnlyList<FramingKey[]> communities, UsedKeys used)
    {
        var communityOf = used.SetOf(communities);
        var users = new int[communities.Count];
        var (together, unestablished) = (new KeyCounts(), new KeyCounts());
        Span<int> own = new int[UsedKeys.MaxKeys];
        for (var account = 0; account < used.Accounts; account++)
        {
            var count = 0;
            foreach (var key in used.Of(account))
            {
                if (communityOf[key] is >= 0 and var community && !own[..count].Contains(community))
                {
                    own[count++] = community;
                }
            }

            own[..count].Sort();
            for (var i = 0; i < count; i++)
            {
                users[own[i]] += used.IsEstablished(account) ? 1 : 0;
                for (var j = i + 1; j < count; j++)
                {
                    var pair = ((ulong)own[i] << 32) | (uint)own[j];
                    together.Add(pair)++;
                    unestablished.Add(pair) += used.IsEstablished(account) ? 0 : 1;
                }
            }
        }

        var sets = new DisjointSets<int>();
        for (var i = 0; i < communities.Count; i++)
        {
            sets.Root(i);
        }

        for (var i = 0; i < together.Count; i++)
        {
            var (pair, both) = together.At(i);
            var (a, b) = ((int)(pair >> 32), (int)(uint)pair);
            if (both >= MinAccounts && both >= MinJaccard * (users[a] + users[b] + (2 * unestablished[pair]) - both))
            {
                sets.Join(a, b);
            }
        }

        return [.. sets.Groups().Select(g => g.SelectMany(i => communities[i]).Order().ToArray()).OrderBy(k => k[0])];
    }
}
