using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>
/// Framings whose words vary from call to call, known by the pairs of words that survive: communities of pairs that the same accounts repeat, taken apart
/// into framings by the calls in which they stand.
/// </summary>
/// <remarks>
/// Pairs of one framing stand in the same calls, pairs of two framings never do: among the pooled calls of the accounts that repeat them the most frequent
/// pair names a framing, and those that go with it are its own. Sentences that framings have in common make two of them one, never one two.
/// </remarks>
internal static class WordingFamilies
{
    private const int Needed = 2;
    private const double MaxPopularity = 0.1;
    private const int MaxUsers = 256;
    private const int MaxFeatures = 256;

    // Of the users of a family this many repeat a pair of its framings, and most of those who do are users.
    private const double MinUserShare = 0.15, MinOwnShare = 0.3;

    // A pair stands in the calls of its framing's most frequent pair as often as that pair survives; in other calls never.
    private const double MinTogether = 0.1;
    private const double MinTemplateShare = 0.02;

    private static readonly CoUseRule s_rule = new(MinAccounts: 5, MinJaccard: 0.12, MaxChance: 1e-9);

    /// <summary>The families in order of their first pair.</summary>
    public static IReadOnlyList<TemplateFamily> Find(IReadOnlyList<AccountProfile> profiles)
    {
        var popularity = new Dictionary<TemplateKey, int>();
        foreach (var profile in profiles)
        {
            foreach (var pair in profile.WordPairs)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(popularity, pair, out _)++;
            }
        }

        // What many people say is nobody's framing. The first pairs of all accounts are the smallest hashes: the same ones wherever they are repeated.
        var most = Math.Max(50, MaxPopularity * profiles.Count);
        var pairs = profiles.Select(p => p.WordPairs.Where(k => popularity[k] >= s_rule.MinAccounts && popularity[k] <= most).ToArray()).ToArray();
        var together = new CoUse(pairs, popularity, s_rule);
        var communities = SameUsers.Join(together.Communities(), pairs);
        var communityOf = new Dictionary<TemplateKey, int>();
        for (var i = 0; i < communities.Count; i++)
        {
            foreach (var key in communities[i])
            {
                communityOf[key] = i;
            }
        }

        var users = communities.Select(_ => new List<int>()).ToArray();
        for (var account = 0; account < pairs.Length; account++)
        {
            foreach (var community in pairs[account].Where(communityOf.ContainsKey).CountBy(k => communityOf[k]).Where(c => c.Value >= 2))
            {
                users[community.Key].Add(account);
            }
        }

        return
        [
            .. users.AsParallel().AsOrdered()
                .Select(own => Features(own, pairs, popularity) is { Length: > 0 } features ? Templates(features, own.Take(MaxUsers).Select(u => profiles[u])) : [])
                .Where(t => t.Count >= 2)
                .Select(t => new TemplateFamily(t, together.Tested)),
        ];
    }

    private static TemplateKey[] Features(List<int> users, TemplateKey[][] pairs, Dictionary<TemplateKey, int> popularity) =>
    [
        .. users.SelectMany(u => pairs[u]).CountBy(k => k)
            .Where(k => k.Value >= s_rule.MinAccounts && k.Value >= MinUserShare * users.Count && k.Value >= MinOwnShare * popularity[k.Key])
            .OrderByDescending(k => k.Value).ThenBy(k => k.Key)
            .Take(MaxFeatures).Select(k => k.Key).Order(),
    ];

    private static List<Template> Templates(TemplateKey[] features, IEnumerable<AccountProfile> users)
    {
        var calls = new int[features.Length];
        var together = new int[features.Length, features.Length];
        var index = features.Select((f, i) => (f, i)).ToDictionary(f => f.f, f => f.i);
        var (pooled, seen) = (0, new List<int>());
        foreach (var window in users.SelectMany(u => u.Windows))
        {
            foreach (ref readonly var call in window.Calls)
            {
                seen.Clear();
                for (var i = 0; i < PromptFeatures.PairCount && call.Prompt.Pairs[i] != 0; i++)
                {
                    if (index.TryGetValue(TemplateKey.OfPair(call.Prompt.Pairs[i]), out var at))
                    {
                        seen.Add(at);
                    }
                }

                pooled++;
                foreach (var a in seen)
                {
                    calls[a]++;
                    foreach (var b in seen)
                    {
                        together[a, b]++;
                    }
                }
            }
        }

        var templates = new List<Template>();
        var free = Enumerable.Range(0, features.Length).OrderByDescending(f => calls[f]).ThenBy(f => f).ToList();
        while (free.Count > 0)
        {
            var first = free[0];
            var own = free.Where(f => f == first || together[first, f] >= MinTogether * calls[f]).ToArray();
            free.RemoveAll(own.Contains);
            if (own.Length >= Needed && calls[first] >= MinTemplateShare * pooled)
            {
                templates.Add(new Template(features[first], [.. own.Select(f => features[f])], Needed));
            }
        }

        return [.. templates.OrderBy(t => t.Key)];
    }
}
