using System.Globalization;
using Distill.Contracts;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose accounts take turns, as a load balancer makes them: it always picks the account that was idle longest. So between two
/// sittings of one account, most others have had theirs. Independent customers come back when they like, or when their own clock tells them.
/// </summary>
/// <remarks>
/// The statistic is the mean number of distinct accounts between two sittings of the same one. It must exceed two nulls. The first permutes the
/// accounts of the same sittings within each six hours, which keeps volumes and daily habits; the test is a one-sided normal tail. The second keeps
/// each customer's own clock (<see cref="MovedTimelines"/>, <see cref="ExchangedDays"/>), because programs that run by a clock take turns by
/// themselves. A balancer leaves more: its load goes up and down, and all turns get shorter and longer together. The smaller weight counts. All
/// effects must have a least size, because in a long record even a trifle is significant. Rotation puts nearly all others in between; chance puts
/// less than half.
/// </remarks>
internal static class TurnTaking
{
    // Fewest members and sittings. With fewer there is no order to test.
    private const int MinMembers = 6;
    internal const int MinSittings = 40;

    // Number of permutations.
    private const int Permutations = 24;

    // Shortest pause, in microseconds, after which a sitting is a new turn of the same account.
    internal const long MinGapMicros = 30 * Micros.PerMinute;

    // Least excess of the statistic over what permuted accounts, moved timelines and exchanged days give, as a share of that; and least share of the
    // other members that it must reach. Timetables leave less than 1 % over moved timelines and 2 % over exchanged days.
    private const double MinEffect = 0.05;
    private const double MinEffectOverTimelines = 0.02;
    private const double MinEffectOverDays = 0.04;
    private const double MinShare = 0.5;

    // Smallest deviation of the permutations that is believed, as a share of their mean.
    private const double LeastDeviation = 1e-3;

    // Accounts are permuted within blocks of this length, in microseconds, so that a working day keeps its shape.
    private const long Block = 6 * Micros.PerHour;

    /// <summary>Null when there are fewer than 6 members or 40 sittings, or when they do not take turns.</summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var sittings = SittingSequence.Of(group);
        if (group.Members.Count < MinMembers || sittings.Length < MinSittings)
        {
            return null;
        }

        var order = sittings.Select(s => s.Member).ToArray();
        var times = sittings.Select(s => s.Micros).ToArray();
        var blocks = times.Select(t => t / Block).ToArray();
        var observed = MeanDistinctBetween(order, times, group.Members.Count);
        if (observed is not { } mean || mean < MinShare * (group.Members.Count - 1))
        {
            return null;
        }

        // Seeded only by the data, so the same sittings give the same p-value anywhere.
        var random = new Random(unchecked((int)(sittings[0].Micros ^ (sittings[^1].Micros >> 7) ^ sittings.Length)));
        var permuted = new double[Permutations];
        for (var i = 0; i < Permutations; i++)
        {
            for (int start = 0, end = 0; start < order.Length; start = end)
            {
                while (end < order.Length && blocks[end] == blocks[start])
                {
                    end++;
                }

                random.Shuffle(order.AsSpan(start, end - start));
            }

            permuted[i] = MeanDistinctBetween(order, times, group.Members.Count) ?? 0;
        }

        var expected = permuted.Average();
        var deviation = Math.Sqrt(permuted.Sum(p => (p - expected) * (p - expected)) / (Permutations - 1));
        if (expected <= 0 || mean / expected < 1 + MinEffect)
        {
            return null;
        }

        var z = (mean - expected) / Math.Max(deviation, expected * LeastDeviation);
        var weight = Math.Min(-Tails.LogNormalUpper(z), OverOwnClocks(mean, sittings, Customers(group), random));
        if (weight < Rarity.LeastWeight)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Timing,
            "turn_taking",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Between two sittings of one account {mean:0.0} of the {group.Members.Count - 1} others have had theirs, where independent "
                    + $"customers of the same habits give {expected:0.0}; by chance {Rarity.OneIn(weight)}."
            ),
            weight
        );
    }

    // For each member its customer, from 0.
    internal static int[] Customers(AccountGroup group)
    {
        var numbers = group.DistinctCustomers.Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. group.Customers.Select(c => numbers[c])];
    }

    // -ln of the chance that customers that keep their own clocks take turns as much. Days can be exchanged only after a few, but show more than
    // moved timelines. Programs that one public event starts have days that fit each other; they take more turns when their timelines are moved.
    private static double OverOwnClocks(double mean, (int Member, long Micros)[] sittings, int[] customers, Random random)
    {
        var timelines = new MovedTimelines(sittings, customers);
        var moved = OwnClocks.Judge(mean, () => timelines.Draw(random));
        if (mean <= moved.Expected)
        {
            return 0;
        }

        var days = new ExchangedDays(sittings, customers);
        var exchanged = OwnClocks.Judge(mean, () => days.Draw(random));
        return Math.Max(
            mean < (1 + MinEffectOverTimelines) * moved.Expected ? 0 : -moved.LogChance,
            mean < (1 + MinEffectOverDays) * exchanged.Expected ? 0 : -exchanged.LogChance
        );
    }

    /// <summary>
    /// Returns the mean number of distinct others between two consecutive sittings of one account that are at least half an hour apart. Null when
    /// there are none. O(n log n) by a Fenwick tree.
    /// </summary>
    /// <remarks>
    /// Closer sittings are left out on both sides of the comparison. A sitting ends with a pause, so real sittings of one account can't be
    /// adjacent, but permuted ones can.
    /// </remarks>
    internal static double? MeanDistinctBetween(ReadOnlySpan<int> order, ReadOnlySpan<long> times, int members)
    {
        var between = new (long Sum, int Pairs)[members];
        CountDistinctBetween(order, times, between);
        var pairs = between.Sum(b => b.Pairs);
        return pairs == 0 ? null : (double)between.Sum(b => b.Sum) / pairs;
    }

    /// <summary>
    /// The same for each account: the sum over its pairs of sittings, and how many pairs there are. They are added to what is there.
    /// </summary>
    internal static void CountDistinctBetween(ReadOnlySpan<int> order, ReadOnlySpan<long> times, Span<(long Sum, int Pairs)> between)
    {
        // The tree marks the latest position of each account so far. The number of distinct accounts since p is the number of marks after p.
        var tree = new int[order.Length + 1];
        Span<int> last = new int[between.Length];
        last.Fill(-1);
        var marks = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var before = last[order[i]];
            if (before >= 0)
            {
                if (times[i] - times[before] >= MinGapMicros)
                {
                    ref var own = ref between[order[i]];
                    own = (own.Sum + marks - Prefix(tree, before), own.Pairs + 1);
                }

                Change(tree, before, -1);
                marks--;
            }

            Change(tree, i, 1);
            marks++;
            last[order[i]] = i;
        }
    }

    private static void Change(int[] tree, int at, int by)
    {
        for (var i = at + 1; i < tree.Length; i += i & -i)
        {
            tree[i] += by;
        }
    }

    private static int Prefix(int[] tree, int through)
    {
        var sum = 0;
        for (var i = through + 1; i > 0; i -= i & -i)
        {
            sum += tree[i];
        }

        return sum;
    }
}
