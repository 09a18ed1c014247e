using System.Globalization;
using Distill.Contracts;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>
/// Finds parts whose accounts were opened in the same hour, left unused for as long, and put to work in the same hour: one stock of accounts serves
/// both.
/// </summary>
/// <remarks>
/// It looks at pairs of accounts of different customers, one of either part, that were opened within an hour of each other. The statistic is how many
/// of them made their first calls within an hour, too. The null moves the second part's times between sign-up and first call along the order of its
/// sign-ups. That keeps when accounts were opened, how long they lay, and that neighbours lay equally long. Matches come in clumps, because an
/// operator takes accounts from its stock by the batch, so the mean and the variance of the null are both kept: a Poisson tail in units of their
/// ratio. That both parts began in the same days makes no match by itself.
/// </remarks>
internal static class StartTie
{
    // How close sign-ups, and first calls, have to be, in microseconds: an hour.
    private const long Near = Micros.PerHour;

    // Fewest pairs that match.
    private const int MinMatches = 5;

    // Most accounts of a part that are looked at, and most moves of the null. More cost only time.
    private const int MostAccounts = 512;
    private const int MostMoves = 48;

    // Fewest moves. Fewer give no variance.
    private const int LeastMoves = 8;

    /// <summary>Null when fewer than five pairs match, or when chance explains them.</summary>
    public static Evidence? Measure(Part a, Part b)
    {
        var (first, second) = (Sample(a.Starts), Sample(b.Starts));
        var moves = Math.Min(MostMoves, second.Length - 1);
        if (moves < LeastMoves || first.Length < MinMatches)
        {
            return null;
        }

        var pairs = Pairs(first, second);
        var observed = Matches(pairs, first, second, 0);
        if (observed < MinMatches)
        {
            return null;
        }

        double[] moved =
        [
            .. Enumerable.Range(1, moves).Select(m => (double)Matches(pairs, first, second, (int)((long)m * second.Length / (moves + 1)))),
        ];
        var mean = Math.Max(moved.Average(), 1.0 / moves);
        var clump = Math.Max(1, moved.Sum(m => (m - mean) * (m - mean)) / (moves - 1) / mean);
        var weight = -Tails.LogPoissonUpper((int)(observed / clump), mean / clump);
        return weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Timing,
                "operation_starts",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{pairs.Length} times an account of it and one of the others were opened in the same hour and then left unused; {observed} times "
                        + $"both were put to work in the same hour, where {mean:0.0} would be if each had its own time; by chance "
                        + $"{Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    private static Start[] Sample(Start[] starts)
    {
        var every = (starts.Length + MostAccounts - 1) / MostAccounts;
        return every <= 1 ? starts : [.. starts.Where((_, i) => i % every == 0)];
    }

    // Pairs of accounts of different customers that were opened within an hour of each other.
    private static (int A, int B)[] Pairs(Start[] a, Start[] b)
    {
        var pairs = new List<(int A, int B)>();
        for (int i = 0, from = 0; i < a.Length; i++)
        {
            while (from < b.Length && b[from].Opened < a[i].Opened - Near)
            {
                from++;
            }

            for (var j = from; j < b.Length && b[j].Opened <= a[i].Opened + Near; j++)
            {
                if (a[i].Customer != b[j].Customer)
                {
                    pairs.Add((i, j));
                }
            }
        }

        return [.. pairs];
    }

    private static int Matches((int A, int B)[] pairs, Start[] a, Start[] b, int move)
    {
        var matches = 0;
        foreach (var (i, j) in pairs)
        {
            var began = b[j].Opened + b[(j + move) % b.Length].Shelf;
            matches += Math.Abs(a[i].Began - began) <= Near ? 1 : 0;
        }

        return matches;
    }
}
