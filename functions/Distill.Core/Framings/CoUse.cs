using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Which keys the same accounts use together, and the communities that these make.</summary>
/// <remarks>
/// Works on pairs of keys, not of accounts, so that it is linear in accounts: an account adds one count for each pair of its own keys, of which it
/// has at most <see cref="MaxPerAccount"/>. Communities are found by label propagation (Raghavan et al., 2007); keys that hang on by few links are
/// taken out again: one key that two groups happen to use must not make them one.
/// </remarks>
internal sealed class CoUse
{
    /// <summary>Keys of an account that are looked at: the first.</summary>
    public const int MaxPerAccount = 16;

    // Share of a community's other keys that a key must be linked to, to stay in it.
    private const double MinLinkedShare = 0.25;

    // Rounds of label propagation: it settles in some five.
    private const int Rounds = 16;

    private readonly SortedDictionary<FramingKey, SortedDictionary<FramingKey, double>> _links = [];
    private readonly double _core;

    /// <param name="used">The accounts' keys.</param>
    /// <param name="rule">When two keys belong together.</param>
    public CoUse(UsedKeys used, CoUseRule rule)
    {
        _core = rule.MinCore;
        var maxLogChance = Math.Log(rule.MaxChance);
        var (pairs, tested) = new KeyPairs(used, MaxPerAccount).Count(rule.MinAccounts);
        Tested = Math.Max(1, tested);
        foreach (var (a, b, count) in pairs)
        {
            var (ofA, ofB) = (used.PopularityOf(a), used.PopularityOf(b));
            var jaccard = (double)count / (ofA + ofB - count);
            if (jaccard >= rule.MinJaccard && Tails.LogPoissonUpper(count, (double)ofA * ofB / used.Accounts) <= maxLogChance)
            {
                Link(used.KeyOf(a), used.KeyOf(b), jaccard);
                Link(used.KeyOf(b), used.KeyOf(a), jaccard);
            }
        }
    }

    /// <summary>Pairs of keys that were looked at.</summary>
    public int Tested { get; }

    /// <summary>Communities of two keys or more, each in order, in order of their first.</summary>
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

    // Takes out the key with the fewest links while it has less than its share; what was taken out may be a community of its own.
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

    // An operator's own framings, that hang on to those of a trade: keys that the same accounts use for the most part are a community of their own,
    // when two or more are left without them.
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
/// When two keys belong together: chance hardly explains how many accounts use both, and these are no trifling part of those who use either.
/// </summary>
/// <param name="MinAccounts">Accounts that use both, at least.</param>
/// <param name="MinJaccard">Those who use both among those who use either, at least: in a large population significance alone ties all that people
/// say.</param>
/// <param name="MaxChance">Poisson tail of as many under independent choice, at most.</param>
/// <param name="MinCore">The same share, from which on keys are a core of their community; above 1 for none.</param>
internal sealed record CoUseRule(int MinAccounts, double MinJaccard, double MaxChance, double MinCore = 2);
