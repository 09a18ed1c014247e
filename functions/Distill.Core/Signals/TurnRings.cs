using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds the rings in a mixed group: accounts that keep their place in one order of turns, however fast the turns go. Each node of an operator's
/// relay is such a ring.
/// </summary>
/// <remarks>
/// It starts from one account, takes those whose turns are locked to it (<see cref="TurnPhases"/>), and repeats with what these have in common. How
/// well others are locked is measured on a sample of the population that is not in the group. A ring is one if more members are locked better than
/// 499 in 500 of the others than chance explains (binomial). Each account's odds are those of a mixture: how likely the ring's own accounts are
/// locked as well, against how likely others are, times the number of either (a local false discovery rate: Efron, JASA 2004,
/// doi:10.1198/016214504000000089). Its own turns are left out of what it is compared with. The time is linear in the members.
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

    // One in this many of the others may be locked as well as those to go on with, and as those that make a ring.
    private const int OneInToGoOn = 100;
    private const int OneIn = 500;

    // Least mean excess of the others beyond what one in a hundred exceed. The square of a chance distance has an exponential tail of about 1.
    private const double LeastExcess = 1;

    // Least deviation of the members' locked share of their turns, and what makes a median absolute deviation a standard one.
    private const double LeastSpread = 0.1;
    private const double OfMedianDeviation = 1.4826;

    // Most that one account's lock weighs, in nats: models of chance are wrong in their far tails.
    private const double LockCap = 12;

    // Add-a-half smoothing of counts.
    private const double Half = 0.5;

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

    // The sample's accounts, in the population's order.
    private readonly Lazy<OrderedDictionary<AccountProfile, TurnPhases>> _sample = new(() => Sample(population, hours));

    /// <summary>True when the population is large enough to tell what chance does.</summary>
    public bool CanTell => _sample.Value.Count >= MinSample;

    /// <summary>Returns the rings, in the order in which they were found.</summary>
    /// <param name="group">The group.</param>
    /// <param name="least">Least -ln of the chance that so many members are locked.</param>
    public IReadOnlyList<TurnRing> Find(AccountGroup group, double least = LeastWeight)
    {
        var count = group.Members.Count;
        if (count is < MinMembers or > MaxMembers || !CanTell)
        {
            return [];
        }

        var phases = Enumerable.Range(0, count).Select(i => TurnPhases.Of(group.SittingsOf(i), _end, _windows)).ToArray();
        var sampled = group.Members.Where(_sample.Value.ContainsKey).ToHashSet();
        TurnPhases[] others = [.. _sample.Value.Where(s => !sampled.Contains(s.Key)).Select(s => s.Value)];
        var free = Enumerable.Range(0, count).Where(i => phases[i] is not null).ToList();
        var rings = new List<TurnRing>();
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
                free.RemoveAll(ring.Members.Contains);
            }
        }

        return rings;
    }

    /// <summary>True when the member had too few turns to tell whether it is in a ring.</summary>
    public bool IsUnknown(AccountGroup group, int member) =>
        TurnPhases.Of(group.SittingsOf(member), _end, _windows) is not { } phases || phases.Turns < TurnsToTell;

    // Grows a ring from one account. Null when there is none.
    private TurnRing? Grow(TurnPhases?[] phases, List<int> free, TurnPhases[] others, (int Start, double Least) from)
    {
        var (reference, before, sum) = (phases[from.Start]!, phases[from.Start]!, TurnPhases.Empty(_windows));
        int[] ring = [];
        for (var (round, fewest) = (0, Fewest()); round < Rounds; round++)
        {
            // Most starts end here, so look at no more of the others than it takes to see that too few members are locked better than they.
            double[] own = [.. free.Select(i => phases[i]!.LockedTo(reference))];
            if (fewest > own.Length || !Exceeds(own.OrderDescending().ElementAt(fewest - 1)))
            {
                return null;
            }

            var threshold = Exceeded(OneInToGoOn);
            int[] next = [.. free.Where((_, i) => own[i] > threshold)];
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

        double[] locked = [.. ring.Select(i => phases[i]!.LockedTo(sum.Without(phases[i]!, before)))];
        var exceeded = Exceeded(OneIn);
        var strong = locked.Count(l => l > exceeded);
        if (strong < MinMembers || Weigh(strong, OneIn) < from.Least)
        {
            return null;
        }

        double[] turns = [.. ring.Select(i => phases[i]!.Turns)];
        return new TurnRing(ring, Odds(locked, turns, [.. others.Select(o => o.LockedTo(reference))], free.Count));

        // Fewest locked members to go on with.
        int Fewest() => Enumerable.Range(MinMembers, free.Count).First(n => n > free.Count || Weigh(n, OneInToGoOn) >= LeastToGoOn);

        // True when a member that is locked as well exceeds what one in so many others exceeds.
        bool Exceeds(double locked) =>
            others.Where(o => o.LockedTo(reference) >= locked).Take((others.Length / OneInToGoOn) + 1).Count() <= others.Length / OneInToGoOn;

        // What one in so many others exceeds, and -ln of the chance that it is exceeded by so many of the free members.
        double Exceeded(int oneIn) => others.Select(o => o.LockedTo(reference)).Order().ElementAt(others.Length - 1 - (others.Length / oneIn));
        double Weigh(int locked, int oneIn) => -Tails.LogBinomialUpper(locked, free.Count, ((others.Length / oneIn) + 1.0) / (others.Length + 1));
    }

    // For each account of a ring, the logarithm of the odds that it is one of the ring's, and not one of the free accounts that fit by chance.
    private static double[] Odds(double[] locked, double[] turns, double[] others, int free)
    {
        // Others: one in a hundred exceeds a level, and the excess is exponential.
        Array.Sort(others);
        var from = others.Length - 1 - (others.Length / OneInToGoOn);
        var level = others[from];
        var excess = Math.Max(LeastExcess, others[from..].Average(o => o - level) * (others.Length - from) / Math.Max(1, others.Length - from - 1));

        // Members: the locked share of their turns is about normal. One that is locked better than half of them is as likely as the median.
        double[] shares = [.. locked.Zip(turns, (l, t) => l / t)];
        var median = Median(shares);
        var spread = Math.Max(LeastSpread, OfMedianDeviation * Median([.. shares.Select(s => Math.Abs(s - median))]));
        var prior = Math.Log((locked.Length + Half) / (free - locked.Length + Half));
        return
        [
            .. locked.Select(
                (l, i) =>
                {
                    var z = Math.Min(0, shares[i] - median) / spread;
                    var member = (-z * z / 2) - Math.Log(Math.Sqrt(Math.Tau) * spread * turns[i]);
                    var other = -Math.Log(OneInToGoOn) - ((l - level) / excess) - Math.Log(excess);
                    return prior + Math.Min(LockCap, member - other);
                }
            ),
        ];
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static long EndOf(PopulationBaseline population) => population.Count == 0 ? 0 : population.Profiles.Max(p => p.LastCall);

    private static OrderedDictionary<AccountProfile, TurnPhases> Sample(PopulationBaseline population, int hours)
    {
        var (end, windows) = (EndOf(population), TurnPhases.WindowsOf(hours));
        var sample = new OrderedDictionary<AccountProfile, TurnPhases>();
        for (var i = 0; i < population.Count; i += Math.Max(1, population.Count / SampleSize))
        {
            if (TurnPhases.Of(population.Profiles[i].Sittings, end, windows) is { } phases)
            {
                sample.Add(population.Profiles[i], phases);
            }
        }

        return sample;
    }
}
