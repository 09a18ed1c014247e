using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Grows the parts of a small operator together: a handful of accounts to each framing, which lie across the same cards or devices.
/// </summary>
/// <remarks>
/// A value ties two parts when accounts of only the one and of only the other have it. Chance: each of a part's n values is had by the other's
/// accounts with the probability q that a random account has one of theirs, so that k are with a binomial tail; the less surprising direction counts.
/// Parts grow together step by step, the closest first, for what a few accounts have too little of in common with one part they have with all;
/// chances multiply, and what did not grow beyond chance comes to nothing. A fair part of both must be tied: the few customers that a crowd has in
/// common with a group make them no one's.
/// </remarks>
internal sealed class SmallParts(PopulationBaseline population)
{
    // Cards and devices in common.
    private const int MinValues = 2;

    // Share of the smaller part, and of the larger, that they tie.
    private const double MinTied = 0.5,
        MinTiedOfLarger = 0.25;

    // Chance of a step, and of a whole.
    private const double MaxStepChance = 1e-3,
        MaxChance = 1e-6;

    // Kinds of means: cards and devices.
    private const int Kinds = 2;

    /// <summary>What grew together, each as sets of indices: groups of mostly the same accounts are one set.</summary>
    public IReadOnlyList<IReadOnlyList<int[]>> Join(IReadOnlyList<CandidateGroup> groups)
    {
        var parts = SameAccounts(groups);
        while (JoinClosest(parts) is { } joined)
        {
            parts = joined;
        }

        return [.. parts.Where(p => p.Units.Count > 1 && p.LogChance <= Math.Log(MaxChance)).Select(p => p.Units)];
    }

    // Groups of mostly the same accounts, found by other framings of theirs, are one part from the start.
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

    // Each part is joined with its closest at most once a round; null when none is close to any.
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

    // 0, which is certain, when too few are tied.
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

    // Of as many of the part's values of the kind among the other's.
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

    /// <param name="Units">Indices of the groups in it: sets of mostly the same accounts, in order.</param>
    /// <param name="Accounts">Their accounts, each once.</param>
    /// <param name="LogChance">ln of the chance of all steps by which it came together.</param>
    private sealed record GrownPart(IReadOnlyList<int[]> Units, AccountProfile[] Accounts, double LogChance)
    {
        public static GrownPart Union(GrownPart a, GrownPart b, double chance) =>
            new([.. a.Units.Concat(b.Units).OrderBy(u => u[0])], [.. a.Accounts.Union(b.Accounts)], a.LogChance + b.LogChance + chance);
    }
}
