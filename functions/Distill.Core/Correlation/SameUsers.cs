using System.Runtime.InteropServices;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Joins communities of keys that are used by the same accounts: the variants of one framing, and the framings of one operator.</summary>
/// <remarks>Linear in accounts: an account adds one count for each pair of the communities that it uses, of which it has few.</remarks>
internal static class SameUsers
{
    private const double MinJaccard = 0.3;
    private const int MinAccounts = 5;

    /// <summary>The communities after joining, each in order, in order of their first key.</summary>
    /// <param name="communities">Sets of keys; no key is in two.</param>
    /// <param name="accounts">Each account's keys.</param>
    public static IReadOnlyList<TemplateKey[]> Join(IReadOnlyList<TemplateKey[]> communities, IEnumerable<TemplateKey[]> accounts)
    {
        var communityOf = new Dictionary<TemplateKey, int>();
        for (var i = 0; i < communities.Count; i++)
        {
            foreach (var key in communities[i])
            {
                communityOf[key] = i;
            }
        }

        var users = new int[communities.Count];
        var together = new Dictionary<(int, int), int>();
        foreach (var keys in accounts)
        {
            var used = keys.Where(communityOf.ContainsKey).Select(k => communityOf[k]).Distinct().Order().ToArray();
            for (var i = 0; i < used.Length; i++)
            {
                users[used[i]]++;
                for (var j = i + 1; j < used.Length; j++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(together, (used[i], used[j]), out _)++;
                }
            }
        }

        var sets = new DisjointSets<int>();
        for (var i = 0; i < communities.Count; i++)
        {
            sets.Root(i);
        }

        foreach (var ((a, b), both) in together)
        {
            if (both >= MinAccounts && both >= MinJaccard * (users[a] + users[b] - both))
            {
                sets.Join(a, b);
            }
        }

        return [.. sets.Groups().Select(g => g.SelectMany(i => communities[i]).Order().ToArray()).OrderBy(k => k[0])];
    }
}
