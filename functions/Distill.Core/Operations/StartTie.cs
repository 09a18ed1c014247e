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
/// of them also made their first calls within an hour. It is compared with pairs that were opened some hours apart, at lags of up to a day in either
/// direction, as the middle of a cross-correlogram is with its flanks (Perkel, Gerstein and Moore 1967, doi:10.1016/S0006-3495(67)86597-4). These
/// have the same days and the same rush of work, so that both parts began in the same days makes no match by itself. An operator takes accounts from
/// its stock by the batch, so matches come in clumps. The tail is Poisson in units of the clumps that the lags show.
/// </remarks>
internal static class StartTie
{
    // How close sign-ups, and first calls, have to be, in microseconds: an hour.
    private const long Near = Micros.PerHour;

    // Lags on either side, each two hours wide. The first begins two hours from the middle, where a batch has ended.
    private const long LagWidth = 2 * Near;
    private const int LagsOfSide = 12;

    // Fewest pairs that match, and the fewest as a multiple of what the lags give.
    private const int MinMatches = 5;
    private const double MinEffect = 3;

    // Least size of a clump: two accounts of a batch in one part and one in the other are one coincidence.
    private const double LeastClump = 2;

    // Most accounts of a part that are looked at. More cost only time.
    private const int MostAccounts = 512;

    // Add-a-half smoothing of counts.
    private const double Half = 0.5;

    /// <summary>Null when fewer than five pairs match, or when chance explains them.</summary>
    public static Evidence? Measure(Part a, Part b)
    {
        Span<(int Pairs, int Matches)> lags = stackalloc (int Pairs, int Matches)[2 * LagsOfSide];
        lags.Clear();
        var (pairs, matches) = Count(Sample(a.Starts), Sample(b.Starts), lags);
        var (others, othersMatch) = (0, 0);
        foreach (var lag in lags)
        {
            (others, othersMatch) = (others + lag.Pairs, othersMatch + lag.Matches);
        }

        var share = (othersMatch + Half) / (others + 1);
        var expected = pairs * share;
        if (matches < MinMatches || matches < MinEffect * expected)
        {
            return null;
        }

        var squares = 0.0;
        foreach (var lag in lags)
        {
            squares += (lag.Matches - (lag.Pairs * share)) * (lag.Matches - (lag.Pairs * share));
        }

        var clump = Math.Max(LeastClump, others == 0 ? 0 : squares / (others * share));
        var weight = -Tails.LogPoissonUpper((int)(matches / clump), expected / clump);
        return weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Timing,
                "operation_starts",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{pairs} times an account of it and one of the others were opened in the same hour and then left unused. {matches} times both "
                        + $"were put to work in the same hour, where {expected:0.0} times would be chance; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    private static Start[] Sample(Start[] starts)
    {
        var every = (starts.Length + MostAccounts - 1) / MostAccounts;
        return every <= 1 ? starts : [.. starts.Where((_, i) => i % every == 0)];
    }

    // Counts the pairs of different customers that were opened within an hour, and those at each lag; and how many of them began within an hour.
    private static (int Pairs, int Matches) Count(Start[] a, Start[] b, Span<(int Pairs, int Matches)> lags)
    {
        const long reach = (LagsOfSide + 1) * LagWidth;
        var middle = (Pairs: 0, Matches: 0);
        for (int i = 0, from = 0; i < a.Length; i++)
        {
            while (from < b.Length && b[from].Opened <= a[i].Opened - reach)
            {
                from++;
            }

            for (var j = from; j < b.Length && b[j].Opened < a[i].Opened + reach; j++)
            {
                var apart = b[j].Opened - a[i].Opened;
                var lag = (int)(Math.Abs(apart) / LagWidth) - 1;
                if (a[i].Customer == b[j].Customer || (lag < 0 && Math.Abs(apart) > Near))
                {
                    continue;
                }

                ref var counted = ref (lag < 0 ? ref middle : ref lags[apart < 0 ? lag : LagsOfSide + lag]);
                counted = (counted.Pairs + 1, counted.Matches + (Math.Abs(a[i].Began - b[j].Began) <= Near ? 1 : 0));
            }
        }

        return middle;
    }
}
