using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Joins suspect clusters into operations, step by step: the closest first, and what was joined is compared again as a whole.</summary>
/// <remarks>
/// As in Borůvka's algorithm, each part joins the one that fits it best, so the number of rounds is logarithmic. Two small parts may share too
/// little, but each enough with what others have become.
/// </remarks>
internal sealed class OperationSearch(PopulationBaseline population, DetectionOptions options)
{
    // Most rounds: two million parts would need as many if they only ever joined in pairs.
    private const int MostRounds = 21;

    /// <summary>Returns for each part its operation, by the index of the operation's first part; and what tied each joined part first.</summary>
    public (int[] Operations, PartTies?[] Ties) Find(Parts parts)
    {
        var sets = new DisjointSets<int>();
        var ties = new PartTies?[parts.All.Count];
        IReadOnlyList<Part> current = parts.All;
        var isNew = Enumerable.Repeat(true, current.Count).ToArray();
        for (var round = 0; round < MostRounds; round++)
        {
            var best = Best(current, isNew, parts);
            if (best.All(b => b is null))
            {
                break;
            }

            for (var i = 0; i < current.Count; i++)
            {
                if (best[i] is not { } partner)
                {
                    continue;
                }

                sets.Join(current[i].Clusters[0], current[partner.Other].Clusters[0]);
                foreach (var cluster in current[i].Clusters)
                {
                    ties[cluster] ??= partner.Ties;
                }
            }

            (current, isNew) = Joined(current, sets, parts);
        }

        var operations = new int[parts.All.Count];
        foreach (var part in current)
        {
            foreach (var cluster in part.Clusters)
            {
                operations[cluster] = part.Clusters[0];
            }
        }

        return (operations, ties);
    }

    // For each part the one that fits it best. Null where none fits. Pairs in which nothing changed were refused before.
    private (int Other, PartTies Ties)?[] Best(IReadOnlyList<Part> current, bool[] isNew, Parts parts)
    {
        var pairs = TieCandidates
            .Of(current)
            .Where(p => isNew[p.A] || isNew[p.B])
            .AsParallel()
            .AsOrdered()
            .Select(p => (p.A, p.B, OfA: PartTies.Of(current[p.A], current[p.B], parts, population, options)))
            .Where(p => p.OfA.Weight > 0)
            .ToArray();
        var best = new (int Other, PartTies Ties)?[current.Count];
        foreach (var (a, b, ofA) in pairs)
        {
            if (best[a] is not { } ofFirst || ofA.Weight > ofFirst.Ties.Weight)
            {
                best[a] = (b, ofA);
            }

            if (best[b] is not { } ofSecond || ofA.Weight > ofSecond.Ties.Weight)
            {
                best[b] = (a, PartTies.Of(current[b], current[a], parts, population, options));
            }
        }

        return best;
    }

    private static (IReadOnlyList<Part> Parts, bool[] IsNew) Joined(IReadOnlyList<Part> current, DisjointSets<int> sets, Parts parts)
    {
        var groups = current.GroupBy(p => sets.Root(p.Clusters[0])).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        return ([.. groups.Select(g => g.Length == 1 ? g[0] : parts.Join(g))], [.. groups.Select(g => g.Length > 1)]);
    }
}
