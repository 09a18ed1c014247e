using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds the rings in a mixed group: accounts that keep their place in one order of turns, however fast the turns go. Each node of an operator's
/// relay is such a ring.
/// </summary>
/// <remarks>
/// It starts from one account, takes those whose turns are locked to it (<see cref="TurnPhases"/>), and repeats with what these have in common. How
/// well others are locked is measured on a sample of the population that is not in the group; a member must be locked better than 499 in 500 of
/// them, with its own turns left out of what it is compared with. The number of such members is tested against the share of the others (binomial).
/// The time is linear in the members.
/// </remarks>
/// <param name="population">All accounts.</param>
/// <param name="hours">How many hours the run looks back.</param>
internal sealed class TurnRings(PopulationBaseline population, int hours)
{
    // Fewest members of a group to look for rings in, and fewest of a ring.
    private const int MinMembers = 8;

    // Most members. In a larger group, rings are too small a part of it to start from any.
    private const int MaxMembers = 8192;

    // Accounts to start from, and the same times members, in all.
    private const int MaxStarts = 16;
    private const int MaxWork = 32_768;

    // Most accounts of the sample, and fewest, so that one in a hundred can be told.
    private const int SampleSize = 2048;
    private const int MinSample = 100;

    // One in this many of the others may be locked as well as those to go on with, and as a member.
    private const int OneInToGoOn = 100;
    private const int OneIn = 500;

    // Turns that tell whether an account is in a ring. With fewer, even a member is not locked better than nearly all others.
    private const double TurnsToTell = 12;

    // Rounds. It settles in five or so.
    private const int Rounds = 8;

    // Least -ln of the chance that so many members are locked. Some of any thousand people keep the same hours: that gave 12 at most.
    private const double LeastWeight = 25;

    // The same for what is locked to one account, or to some, to go on from there.
    private const double LeastToGoOn = 4.6;

    private readonly int _windows = TurnPhases.WindowsOf(hours);
    private readonly long _end = EndOf(population);

    private readonly Lazy<(AccountProfile Account, TurnPhases Phases)[]> _sample = new(() => Sample(population, hours));

    /// <summary>True when the population is large enough to tell what chance does.</summary>
    public bool CanTell => _sample.Value.Length >= MinSample;

    /// <summary>Returns the rings, in the order in which they were found. Each is a list of indices of members, ascending.</summary>
    /// <param name="group">The group.</param>
    /// <param name="least">Least -ln of the chance that so many members are locked.</param>
    public IReadOnlyList<int[]> Find(AccountGroup group, double least = LeastWeight)
    {
        var count = group.Members.Count;
        if (count is < MinMembers or > MaxMembers || !CanTell)
        {
            return [];
        }

        var phases = Enumerable.Range(0, count).Select(i => TurnPhases.Of(group.SittingsOf(i), _end, _windows)).ToArray();
        var members = group.Members.ToHashSet();
        TurnPhases[] others = [.. _sample.Value.Where(s => !members.Contains(s.Account)).Select(s => s.Phases)];
        var free = Enumerable.Range(0, count).Where(i => phases[i] is not null).ToList();
        var rings = new List<int[]>();
        if (others.Length < MinSample || free.Count < MinMembers)
        {
            return [];
        }

        var starts = Math.Min(MaxStarts, MaxWork / count);
        int[] from = [.. Enumerable.Range(0, starts).Select(i => (int)((long)i * free.Count / starts)).Distinct().Select(i => free[i])];
        foreach (var start in from.Where(free.Contains))
        {
            if (Grow(phases, free, others, (start, least)) is { } ring)
            {
                rings.Add(ring);
                free.RemoveAll(ring.Contains);
            }
        }

        return rings;
    }

    /// <summary>True when the member had too few turns to tell whether it is in a ring.</summary>
    public bool IsUnknown(AccountGroup group, int member) =>
        TurnPhases.Of(group.SittingsOf(member), _end, _windows) is not { } phases || phases.Turns < TurnsToTell;

    // Grows a ring from one account. Null when there is none.
    private int[]? Grow(TurnPhases?[] phases, List<int> free, TurnPhases[] others, (int Start, double Least) from)
    {
        var (reference, before, sum) = (phases[from.Start]!, phases[from.Start]!, TurnPhases.Empty(_windows));
        int[] ring = [];
        for (var round = 0; round < Rounds; round++)
        {
            var threshold = Exceeded(OneInToGoOn);
            int[] next = [.. free.Where(i => phases[i]!.LockedTo(reference) > threshold)];
            if (next.Length < MinMembers || Weigh(next.Length, OneInToGoOn) < LeastToGoOn)
            {
                return null;
            }

            if (next.AsSpan().SequenceEqual(ring))
            {
                break;
            }

            (ring, before, sum) = (next, reference, TurnPhases.Empty(_windows));
            foreach (var member in ring)
            {
                phases[member]!.AddTo(sum, before);
            }

            reference = sum.ToUnit();
        }

        var exceeded = Exceeded(OneIn);
        ring = [.. ring.Where(i => phases[i]!.LockedTo(sum.Without(phases[i]!, before)) > exceeded)];
        return ring.Length >= MinMembers && Weigh(ring.Length, OneIn) >= from.Least ? ring : null;

        // What one in so many others exceeds, and -ln of the chance that it is exceeded by so many of the free members.
        double Exceeded(int oneIn) => others.Select(o => o.LockedTo(reference)).Order().ElementAt(others.Length - 1 - (others.Length / oneIn));
        double Weigh(int locked, int oneIn) => -Tails.LogBinomialUpper(locked, free.Count, ((others.Length / oneIn) + 1.0) / (others.Length + 1));
    }

    private static long EndOf(PopulationBaseline population) => population.Count == 0 ? 0 : population.Profiles.Max(p => p.LastCall);

    private static (AccountProfile Account, TurnPhases Phases)[] Sample(PopulationBaseline population, int hours)
    {
        var (end, windows) = (EndOf(population), TurnPhases.WindowsOf(hours));
        var every = Math.Max(1, population.Count / SampleSize);
        return
        [
            .. population
                .Profiles.Where((_, i) => i % every == 0)
                .Select(p => (Account: p, Phases: TurnPhases.Of(p.Sittings, end, windows)!))
                .Where(s => s.Phases is not null),
        ];
    }
}
