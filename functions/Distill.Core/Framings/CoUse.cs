using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Finds keys (framings or word pairs) that the same accounts use together, and groups them into communities.</summary>
/// <remarks>
/// It works on pairs of keys, not of accounts, so the time is linear in accounts: each account adds one count for each pair of its own keys, of
/// which it has at most <see cref="MaxPerAccount"/>. Popularity is counted in established accounts (<see cref="EstablishedAccounts"/>).
/// Communities come from label propagation (Raghavan et al. 2007, doi:10.1103/PhysRevE.76.036106). Keys with few links to their community are
/// removed again, because one key that two groups happen to use must not merge them.
/// </remarks>
internal sealed class CoUse
{
    /// <summary>Keys of an account that are looked at: the first ones.</summary>
    public const int MaxPerAccount = 16;

    // Share of a community's other keys that a key must be linked to. Below this it is removed.
    private const double MinLinkedShare = 0.25;

    // Most rounds of label propagation. It usually settles in five.
    private const int Rounds = 16;

    private readonly SortedDictionary<FramingKey, SortedDictionary<FramingKey, double>> _links = [];
    private readonly double _core;

    /// <param name="used">The keys of each account.</param>
    /// <param name="rule">The rule for two keys to belong together.</param>
    public CoUse(UsedKeys used, CoUseRule rule)
    {
        _core = rule.MinCore;
        var maxLogChance = Math.Log(rule.MaxChance);
        var (pairs, tested) = new KeyPairs(used, MaxPerAccount).Count(rule.MinAccounts);
        Tested = Math.Max(1, tested);
        foreach (var (a, b, count, unestablished) in pairs)
        {
            // Of the accounts that are not established, only those with both keys count.
            var (ofA, ofB) = (used.PopularityOf(a) + unestablished, used.PopularityOf(b) + unestablished);
            var jaccard = (double)count / (ofA + ofB - count);
            var expected = (double)ofA * ofB / (used.EstablishedAccounts + unestablished);
            if (jaccard >= rule.MinJaccard && Tails.LogPoissonUpper(count, expected) <= maxLogChance)
            {
                Link(used.KeyOf(a), used.KeyOf(b), jaccard);
                Link(used.KeyOf(b), used.KeyOf(a), jaccard);
            }
        }
    }

    /// <summary>Number of different pairs of keys that were compared.</summary>
    public int Tested { get; }

    /// <summary>Returns the communities of at least two keys, ordered by their first key. Each one is sorted.</summary>
    public IReadOnlyList<FramingKey[]> Communities()
    {
        var found = new List<FramingKey[]>();
        foreach (var community in Propagate())
        {
            Split(community, found);
        }

        return [.. found.SelectMany(Cores).OrderBy(f => f[0])];
    }

    private void Link(FramingKey from, FramingKey to, double weight)
    {
        if (!_links.TryGetValue(from, out var neighbours))
        {
            _links.Add(from, neighbours = []);
        }

        neighbours[to] = weight;
    }

    private IEnumerable<IReadOnlyCollection<FramingKey>> Propagate()
    {
        var labels = _links.Keys.ToDictionary(k => k);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = false;
            foreach (var (key, neighbours) in _links)
            {
                var best = neighbours
                    .GroupBy(n => labels[n.Key])
                    .Select(g => (Label: g.Key, Weight: g.Sum(n => n.Value)))
                    .OrderByDescending(g => g.Weight)
                    .ThenByDescending(g => g.Label == labels[key])
                    .ThenBy(g => g.Label)
                    .First()
                    .Label;
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

    // Removes the key with the fewest links as long as it has less than its share. The removed keys may be communities of their own.
    private void Split(IReadOnlyCollection<FramingKey> community, List<FramingKey[]> found)
    {
        var kept = new SortedSet<FramingKey>(community);
        var taken = new SortedSet<FramingKey>();
        while (kept.Count > 1)
        {
            var (key, degree) = kept.Select(k => (Key: k, Degree: _links[k].Keys.Count(kept.Contains)))
                .OrderBy(k => k.Degree)
                .ThenBy(k => k.Key)
                .First();
            if (degree >= Math.Max(1, MinLinkedShare * (kept.Count - 1)))
            {
                break;
            }

            kept.Remove(key);
            taken.Add(key);
        }

        if (kept.Count >= 2)
        {
            found.Add([.. kept]);
            if (taken.Count >= 2)
            {
                Split(taken, found);
            }
        }
    }

    // Separates an operator's own framings from those of a trade to which they are linked. Keys that mostly the same accounts use become a
    // community of their own, if at least two other keys remain.
    private IEnumerable<FramingKey[]> Cores(FramingKey[] community)
    {
        var sets = new DisjointSets<FramingKey>();
        foreach (var key in community)
        {
            foreach (var (other, jaccard) in _links[key])
            {
                if (jaccard >= _core && community.Contains(other))
                {
                    sets.Join(key, other);
                }
            }
        }

        FramingKey[][] cores = [.. sets.Groups().Select(g => g.Order().ToArray())];
        FramingKey[] rest = [.. community.Except(cores.SelectMany(c => c))];
        return rest.Length < 2 ? [community] : [.. cores, rest];
    }
}

/// <summary>
/// The rule for two keys to belong together. Chance hardly explains how many accounts use both, and these are a fair share of the accounts that use
/// either.
/// </summary>
/// <param name="MinAccounts">Fewest accounts that use both.</param>
/// <param name="MinJaccard">
/// Smallest share of those that use both among those that use either. In a large population, significance alone would link all common speech.
/// </param>
/// <param name="MaxChance">Largest Poisson tail of this many common users under independent choice.</param>
/// <param name="MinCore">
/// The same share as <paramref name="MinJaccard"/>, from which on keys form a core of their community. Above 1 there are no cores.
/// </param>
internal sealed record CoUseRule(int MinAccounts, double MinJaccard, double MaxChance, double MinCore = 2);
