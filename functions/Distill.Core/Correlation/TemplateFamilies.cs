using System.Runtime.InteropServices;
using Distill.Core.Signals;
using Distill.Core.Statistics;

namespace Distill.Core.Correlation;

/// <summary>
/// Framings that the same accounts use together more often than their popularity explains: an operator's template library shows as a
/// block of them, whatever the campaign's size, while a framing that many people use on its own links nobody.
/// </summary>
/// <remarks>
/// Works on pairs of framings, not of accounts, so that it is linear in accounts: an account adds one count for each pair of its own
/// framings. A pair is linked when as many accounts use both as independent choice would give with probability below
/// <see cref="MaxChance"/> (Poisson tail), at least <see cref="MinAccounts"/>. Families are communities of linked pairs by label
/// propagation (Raghavan et al., 2007), from which framings that hang on by few links are taken out again: one framing that two
/// groups happen to use must not make them one.
/// </remarks>
internal static class TemplateFamilies
{
    private const int MinAccounts = 3;
    private const int MaxPerAccount = 16;
    private const double MaxChance = 1e-6;
    private const double MinLinkedShare = 0.25;
    private const int Rounds = 16;

    /// <summary>The families in order of their first framing; those of fewer than two framings are left out.</summary>
    public static IReadOnlyList<TemplateFamily> Find(IReadOnlyCollection<AccountProfile> profiles)
    {
        var (links, tested) = Links(profiles);
        var families = new List<TemplateKey[]>();
        foreach (var community in Communities(links))
        {
            Split(community, links, families);
        }

        return [.. families.OrderBy(f => f[0]).Select(f => new TemplateFamily(f, StrongestPair(f, links) - Math.Log(tested)))];
    }

    private static (SortedDictionary<TemplateKey, SortedDictionary<TemplateKey, PairLink>> Links, int Tested) Links(IReadOnlyCollection<AccountProfile> profiles)
    {
        var popularity = new Dictionary<TemplateKey, int>();
        foreach (var profile in profiles)
        {
            foreach (var use in profile.Templates)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(popularity, use.Key, out _)++;
            }
        }

        var together = new Dictionary<(TemplateKey, TemplateKey), int>();
        foreach (var profile in profiles)
        {
            var keys = profile.Templates.Where(u => popularity[u.Key] >= MinAccounts).Take(MaxPerAccount).Select(u => u.Key).Order().ToArray();
            for (var i = 0; i < keys.Length; i++)
            {
                for (var j = i + 1; j < keys.Length; j++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(together, (keys[i], keys[j]), out _)++;
                }
            }
        }

        var links = new SortedDictionary<TemplateKey, SortedDictionary<TemplateKey, PairLink>>();
        var maxLogChance = Math.Log(MaxChance);
        foreach (var ((a, b), count) in together)
        {
            if (count < MinAccounts)
            {
                continue;
            }

            var logChance = Tails.LogPoissonUpper(count, (double)popularity[a] * popularity[b] / profiles.Count);
            if (logChance <= maxLogChance)
            {
                var link = new PairLink((double)count / (popularity[a] + popularity[b] - count), -logChance);
                Link(a, b, link);
                Link(b, a, link);
            }
        }

        return (links, Math.Max(1, together.Count));

        void Link(TemplateKey from, TemplateKey to, PairLink weight)
        {
            if (!links.TryGetValue(from, out var neighbours))
            {
                links.Add(from, neighbours = []);
            }

            neighbours[to] = weight;
        }
    }

    private static double StrongestPair(TemplateKey[] family, SortedDictionary<TemplateKey, SortedDictionary<TemplateKey, PairLink>> links) =>
        family.Max(a => family.Where(b => links[a].ContainsKey(b)).Select(b => links[a][b].LogLikelihoodRatio).DefaultIfEmpty(0).Max());

    private static IEnumerable<IReadOnlyCollection<TemplateKey>> Communities(SortedDictionary<TemplateKey, SortedDictionary<TemplateKey, PairLink>> links)
    {
        var labels = links.Keys.ToDictionary(k => k);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = false;
            foreach (var (key, neighbours) in links)
            {
                var best = neighbours
                    .GroupBy(n => labels[n.Key])
                    .Select(g => (Label: g.Key, Weight: g.Sum(n => n.Value.Jaccard)))
                    .OrderByDescending(g => g.Weight).ThenByDescending(g => g.Label == labels[key]).ThenBy(g => g.Label)
                    .First().Label;
                changed |= labels[key] != best;
                labels[key] = best;
            }

            if (!changed)
            {
                break;
            }
        }

        return labels.GroupBy(l => l.Value, l => l.Key).Select(g => g.ToArray());
    }

    // Takes out the framing with the fewest links while it has less than its share; what was taken out may be a family of its own.
    private static void Split(
        IReadOnlyCollection<TemplateKey> community,
        SortedDictionary<TemplateKey, SortedDictionary<TemplateKey, PairLink>> links,
        List<TemplateKey[]> families)
    {
        var kept = new SortedSet<TemplateKey>(community);
        var taken = new SortedSet<TemplateKey>();
        while (kept.Count > 1)
        {
            var (key, degree) = kept.Select(k => (Key: k, Degree: links[k].Keys.Count(kept.Contains))).OrderBy(k => k.Degree).ThenBy(k => k.Key).First();
            if (degree >= Math.Max(1, MinLinkedShare * (kept.Count - 1)))
            {
                break;
            }

            kept.Remove(key);
            taken.Add(key);
        }

        if (kept.Count >= 2)
        {
            families.Add([.. kept]);
        }

        if (kept.Count >= 2 && taken.Count >= 2)
        {
            Split(taken, links, families);
        }
    }

    private readonly record struct PairLink(double Jaccard, double LogLikelihoodRatio);
}

/// <summary>Framings that belong together.</summary>
/// <param name="Keys">The framings, in order.</param>
/// <param name="LogLikelihoodRatio">-ln of the chance that its closest two would be used together as often, among all pairs looked at.</param>
internal sealed record TemplateFamily(IReadOnlyList<TemplateKey> Keys, double LogLikelihoodRatio);
