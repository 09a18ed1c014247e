using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Joins the parts of a small operator: a handful of accounts for each framing, spread over the same cards or devices.</summary>
/// <remarks>
/// A value ties two parts when accounts of only the first and accounts of only the second have it. Chance: let q be the probability that a random
/// account has a value of the other part. Of a part's n values, the number that the other part also has is then binomial (n, q). Both directions
/// are computed, and the less surprising one counts. Parts are joined step by step, the closest first: a few accounts may share too little with one
/// part, but enough with all. The chances of the steps multiply, and joined parts that chance explains are dropped. A fair share of both parts must
/// be tied, because a few customers that a crowd shares with a group prove nothing.
/// </remarks>
internal sealed class SmallParts(PopulationBaseline population)
{
    // Fewest cards, or fewest devices, in common.
    private const int MinValues = 2;

    // Share of the smaller part, and of the larger part, that they must tie.
    private const double MinTied = 0.5,
        MinTiedOfLarger = 0.25;

    // Largest chance of one step, and of all steps of a join together.
    private const double MaxStepChance = 1e-3,
        MaxChance = 1e-6;

    // Number of kinds that are tried: cards and devices.
    private const int Kinds = 2;

    /// <summary>Returns what was joined, each as sets of indices. A set holds groups of mostly the same accounts.</summary>
    public IReadOnlyList<IReadOnlyList<int[]>> Join(IReadOnlyList<CandidateGroup> groups)
    {
        var parts = SameAccounts(groups);
        while (JoinClosest(parts) is { } joined)
        {
            parts = joined;
        }

        return [.. parts.Where(p => p.Units.Count > 1 && p.LogChance <= Math.Log(MaxChance)).Select(p => p.Units)];
    }

    // Groups of mostly the same accounts, found by different framings, are one part from the start.
    private static List<GrownPart> SameAccounts(IReadOnlyList<CandidateGroup> groups)
    {
        var groupsOf = groups.SelectMany((g, i) => g.Members.Select(m => (m.Profile, Group: i))).ToLookup(m => m.Profile, m => m.Group);
        var sets = new DisjointSets<int>();
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var (other, common) in groups[i].Members.SelectMany(m => groupsOf[m.Profile]).CountBy(g => g))
            {
                if (common >= MinTied * groups[i].Members.Count && common >= MinTied * groups[other].Members.Count)
                {
                    sets.Join(i, other);
                }
            }
        }

        return
        [
            .. sets.Groups()
                .Select(s => new GrownPart(
                    [
                        [.. s.Order()],
                    ],
                    [.. s.SelectMany(g => groups[g].Members.Select(m => m.Profile)).Distinct()],
                    0
                ))
                .OrderBy(p => p.Units[0][0]),
        ];
    }

    // Joins each part with its closest one, at most once. Null when no two parts are close.
    private List<GrownPart>? JoinClosest(List<GrownPart> parts)
    {
        var steps = MeansTies
            .Between(population, [.. parts.Select(p => p.Accounts)])
            .Select(t => (t.Key.A, t.Key.B, LogChance: LogChance(parts[t.Key.A], parts[t.Key.B], t.Value)))
            .Where(t => t.LogChance <= Math.Log(MaxStepChance))
            .OrderBy(t => t.LogChance)
            .ThenBy(t => t.A)
            .ThenBy(t => t.B)
            .ToArray();
        if (steps.Length == 0)
        {
            return null;
        }

        var gone = new HashSet<int>();
        var joined = new List<GrownPart>();
        foreach (var (a, b, chance) in steps)
        {
            if (!gone.Contains(a) && !gone.Contains(b))
            {
                gone.Add(a);
                gone.Add(b);
                joined.Add(GrownPart.Union(parts[a], parts[b], chance));
            }
        }

        return [.. parts.Where((_, i) => !gone.Contains(i)).Concat(joined).OrderBy(p => p.Units[0][0])];
    }

    // ln of the chance of these ties. 0, which is certainty, when too few accounts are tied.
    private double LogChance(GrownPart a, GrownPart b, MeansTies tie) =>
        tie.OfA < LeastTied(a, b) || tie.OfB < LeastTied(b, a)
            ? 0
            : tie
                .Values.CountBy(v => v.Kind)
                .Where(k => k.Value >= MinValues)
                .Select(k => Math.Max(LogChance(k.Value, a, b, k.Key), LogChance(k.Value, b, a, k.Key)) + Math.Log(Kinds))
                .DefaultIfEmpty(0)
                .Min();

    private static double LeastTied(GrownPart part, GrownPart other) =>
        (part.Accounts.Length > other.Accounts.Length ? MinTiedOfLarger : MinTied) * part.Accounts.Length;

    // ln of the chance that at least this many of the part's values of this kind are also the other part's.
    private double LogChance(int common, GrownPart part, GrownPart other, TraitKind kind)
    {
        var own = part.Accounts.SelectMany(a => a.Traits.ToArray().Where(t => t.Kind == kind)).CountBy(t => t).ToDictionary();
        var without = part.Accounts.Count(a => a.Traits.ToArray().All(t => t.Kind != kind));
        var reach = other
            .Accounts.SelectMany(a => a.Traits.ToArray().Where(t => t.Kind == kind && Means.CanTie(population, t)))
            .Distinct()
            .Sum(t => population.CountOf(t) - own.GetValueOrDefault(t));
        return Tails.LogBinomialUpper(common, own.Count + without, Math.Min(1, (double)reach / Math.Max(1, population.Count - part.Accounts.Length)));
    }

    /// <summary>A part, or several joined ones.</summary>
    /// <param name="Units">Sets of indices of its groups, ordered. Each set holds groups of mostly the same accounts.</param>
    /// <param name="Accounts">The accounts of these groups, each once.</param>
    /// <param name="LogChance">ln of the chance of all steps that joined it.</param>
    private sealed record GrownPart(IReadOnlyList<int[]> Units, AccountProfile[] Accounts, double LogChance)
    {
        public static GrownPart Union(GrownPart a, GrownPart b, double chance) =>
            new([.. a.Units.Concat(b.Units).OrderBy(u => u[0])], [.. a.Accounts.Union(b.Accounts)], a.LogChance + b.LogChance + chance);
    }
}
