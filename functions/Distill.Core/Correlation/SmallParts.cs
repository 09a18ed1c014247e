using Distill.Core.Signals;
using Distill.Core.Statistics;

namespace Distill.Core.Correlation;

/// <summary>Grows the parts of a small operator together: a handful of accounts to each framing, which lie across the same cards or devices.</summary>
/// <remarks>
/// A value ties two parts when accounts of only the one and of only the other have it. Chance: each of a part's n values is had by the other's accounts with the
/// probability q that a random account has one of theirs, so that k are with a binomial tail; the less surprising direction counts. Parts grow together step by step,
/// the closest first, for what a few accounts have too little of in common with one part they have with all; chances multiply, and what did not grow beyond chance comes
/// to nothing. A fair part of both must be tied: the few customers that a crowd has in common with a group make them no one's.
/// </remarks>
internal sealed class SmallParts(PopulationBaseline population)
{
    private const int MinValues = 2;
    private const double MinTied = 0.5, MinTiedOfLarger = 0.25;

    // Of a step, and of a whole.
    private const double MaxStepChance = 1e-3, MaxChance = 1e-6;

    private static readonly TraitKind[] s_kinds = [TraitKind.Payment, TraitKind.Device];

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
    private static List<Part> SameAccounts(IReadOnlyList<CandidateGroup> groups)
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

        return [.. sets.Groups().Select(s => new Part([[.. s.Order()]], [.. s.SelectMany(g => groups[g].Members.Select(m => m.Profile)).Distinct()], 0)).OrderBy(p => p.Units[0][0])];
    }

    // Each part is joined with its closest at most once a round; null when none is close to any.
    private List<Part>? JoinClosest(List<Part> parts)
    {
        var steps = Ties(parts)
            .Select(t => (t.A, t.B, LogChance: LogChance(parts[t.A], parts[t.B], t.Tie)))
            .Where(t => t.LogChance <= Math.Log(MaxStepChance))
            .OrderBy(t => t.LogChance).ThenBy(t => t.A).ThenBy(t => t.B)
            .ToArray();
        if (steps.Length == 0)
        {
            return null;
        }

        var gone = new HashSet<int>();
        var joined = new List<Part>();
        foreach (var (a, b, chance) in steps)
        {
            if (!gone.Contains(a) && !gone.Contains(b))
            {
                gone.Add(a);
                gone.Add(b);
                joined.Add(Part.Union(parts[a], parts[b], chance));
            }
        }

        return [.. parts.Where((_, i) => !gone.Contains(i)).Concat(joined).OrderBy(p => p.Units[0][0])];
    }

    private IEnumerable<(int A, int B, Tie Tie)> Ties(List<Part> parts)
    {
        var holders = new SortedDictionary<(TraitKind, ulong), List<(int Part, AccountProfile Account)>>();
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var account in parts[i].Accounts)
            {
                foreach (var trait in account.Traits.Where(t => SharedMeans.CanTie(population, t)))
                {
                    if (!holders.TryGetValue((trait.Kind, trait.Value), out var held))
                    {
                        holders.Add((trait.Kind, trait.Value), held = []);
                    }

                    held.Add((i, account));
                }
            }
        }

        var ties = new SortedDictionary<(int A, int B), Tie>();
        foreach (var ((kind, value), held) in holders)
        {
            foreach (var a in held)
            {
                foreach (var b in held)
                {
                    if (a.Part < b.Part && a.Account != b.Account
                        && !held.Contains((b.Part, a.Account)) && !held.Contains((a.Part, b.Account)))
                    {
                        if (!ties.TryGetValue((a.Part, b.Part), out var tie))
                        {
                            ties.Add((a.Part, b.Part), tie = new Tie());
                        }

                        tie.Take(new Trait(kind, value), a.Account, b.Account);
                    }
                }
            }
        }

        return ties.Select(t => (t.Key.A, t.Key.B, t.Value));
    }

    // 0, which is certain, when too few are tied.
    private double LogChance(Part a, Part b, Tie tie) => tie.OfA < LeastTied(a, b) || tie.OfB < LeastTied(b, a)
        ? 0
        : s_kinds.Min(kind => tie.Values(kind) < MinValues
            ? 0
            : Math.Max(LogChance(tie.Values(kind), a, b, kind), LogChance(tie.Values(kind), b, a, kind)) + Math.Log(s_kinds.Length));

    private static double LeastTied(Part part, Part other) => (part.Accounts.Length > other.Accounts.Length ? MinTiedOfLarger : MinTied) * part.Accounts.Length;

    // Of as many of the part's values of the kind among the other's.
    private double LogChance(int common, Part part, Part other, TraitKind kind)
    {
        var own = part.Accounts.SelectMany(a => a.Traits.Where(t => t.Kind == kind)).CountBy(t => t).ToDictionary();
        var without = part.Accounts.Count(a => a.Traits.All(t => t.Kind != kind));
        var reach = other.Accounts.SelectMany(a => a.Traits.Where(t => t.Kind == kind && SharedMeans.CanTie(population, t))).Distinct().Sum(t => population.CountOf(t) - own.GetValueOrDefault(t));
        return Tails.LogBinomialUpper(common, own.Count + without, Math.Min(1, (double)reach / Math.Max(1, population.Count - part.Accounts.Length)));
    }

    /// <param name="Units">Indices of the groups in it: sets of mostly the same accounts, in order.</param>
    /// <param name="Accounts">Their accounts, each once.</param>
    /// <param name="LogChance">ln of the chance of all steps by which it came together.</param>
    private sealed record Part(IReadOnlyList<int[]> Units, AccountProfile[] Accounts, double LogChance)
    {
        public static Part Union(Part a, Part b, double chance) => new(
            [.. a.Units.Concat(b.Units).OrderBy(u => u[0])], [.. a.Accounts.Union(b.Accounts)], a.LogChance + b.LogChance + chance);
    }

    // What two parts have in common, each value and each account counted once.
    private sealed class Tie
    {
        private readonly HashSet<AccountProfile> _ofA = [], _ofB = [];
        private readonly HashSet<Trait> _values = [];

        public int OfA => _ofA.Count;

        public int OfB => _ofB.Count;

        public int Values(TraitKind kind) => _values.Count(v => v.Kind == kind);

        public void Take(Trait value, AccountProfile a, AccountProfile b)
        {
            _values.Add(value);
            _ofA.Add(a);
            _ofB.Add(b);
        }
    }
}
