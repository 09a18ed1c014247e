using System.Runtime.InteropServices;
using Distill.Core.Events;
using Distill.Core.Signals;
using Distill.Core.Statistics;

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
    private const int MinTemplates = 2, Needed = 2;
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
        // What many people say is nobody's framing. The first pairs of all accounts are the smallest hashes: the same ones wherever they are repeated.
        var most = Math.Max(50, MaxPopularity * profiles.Count);
        var used = UsedKeys.Of(profiles.Count, s_rule.MinAccounts, most, (account, keys) =>
        {
            var pairs = profiles[account].WordPairs;
            for (var i = 0; i < pairs.Length; i++)
            {
                keys[i] = TemplateKey.OfPair(pairs[i]);
            }

            return pairs.Length;
        });
        var together = new CoUse(used, s_rule);
        var users = Users(used, SameUsers.Join(together.Communities(), used));
        var templates = new List<Template>[users.Length];
        Parallel.For(0, users.Length, i => templates[i] = Features(users[i], used) is { Length: >= MinTemplates * Needed } features ? Templates(features, users[i].Take(MaxUsers).Select(u => profiles[u])) : []);
        return [.. templates.Where(t => t.Count >= MinTemplates).Select(t => new TemplateFamily(t, together.Tested))];
    }

    // Of each community the accounts that use two of its keys or more, in order.
    private static List<int>[] Users(UsedKeys used, IReadOnlyList<TemplateKey[]> communities)
    {
        var communityOf = used.SetOf(communities);
        var users = communities.Select(_ => new List<int>()).ToArray();
        for (var account = 0; account < used.Accounts; account++)
        {
            foreach (var key in used.Of(account))
            {
                if (communityOf[key] is >= 0 and var community && (users[community] is not [.., var last] || last != account) && UsesTwo(used.Of(account), communityOf, community))
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

    private static TemplateKey[] Features(List<int> users, UsedKeys used)
    {
        var counts = new Dictionary<int, int>();
        foreach (var user in users)
        {
            foreach (var key in used.Of(user))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        return
        [
            .. counts
                .Where(k => k.Value >= s_rule.MinAccounts && k.Value >= MinUserShare * users.Count && k.Value >= MinOwnShare * used.PopularityOf(k.Key))
                .OrderByDescending(k => k.Value).ThenBy(k => k.Key)
                .Take(MaxFeatures).Select(k => k.Key).Order().Select(used.KeyOf),
        ];
    }

    private static List<Template> Templates(TemplateKey[] features, IEnumerable<AccountProfile> users)
    {
        // How many calls have a feature, and how many any two.
        var calls = new int[features.Length];
        var together = new int[features.Length * features.Length];
        var places = new KeyCounts();
        for (var i = 0; i < features.Length; i++)
        {
            places.Add(features[i].Value) = i + 1;
        }

        var pooled = 0;
        Span<int> seen = stackalloc int[PromptFeatures.PairCount];
        foreach (var user in users)
        {
            var prompts = user.History.Prompts();
            while (prompts.MoveNext())
            {
                ref readonly var pairs = ref prompts.Prompt.Pairs;
                var count = 0;
                for (var i = 0; i < PromptFeatures.PairCount && pairs[i] != 0; i++)
                {
                    if (places[TemplateKey.OfPair(pairs[i]).Value] is > 0 and var place)
                    {
                        seen[count++] = place - 1;
                    }
                }

                pooled++;
                foreach (var a in seen[..count])
                {
                    calls[a]++;
                    foreach (var b in seen[..count])
                    {
                        together[(a * features.Length) + b]++;
                    }
                }
            }
        }

        var templates = new List<Template>();
        var free = Enumerable.Range(0, features.Length).OrderByDescending(f => calls[f]).ThenBy(f => f).ToList();
        while (free.Count > 0)
        {
            var first = free[0];
            var own = free.Where(f => f == first || together[(first * features.Length) + f] >= MinTogether * calls[f]).ToArray();
            free.RemoveAll(own.Contains);
            if (own.Length >= Needed && calls[first] >= MinTemplateShare * pooled)
            {
                templates.Add(new Template(features[first], [.. own.Select(f => features[f])], Needed));
            }
        }

        return [.. templates.OrderBy(t => t.Key)];
    }
}
