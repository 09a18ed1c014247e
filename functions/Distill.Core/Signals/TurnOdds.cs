namespace Distill.Core.Signals;

/// <summary>Tells which accounts of a group take the turns that the group as a whole shows.</summary>
/// <remarks>
/// For each account: how many others have had their sittings between two of its own, in deviations from what own clocks give
/// (<see cref="MovedTimelines"/>, <see cref="ExchangedDays"/>, whichever leaves more). Accounts that take no turns have a mean of 0 and a deviation
/// of 1, the others have a larger mean. The share of the latter is the smallest that fits as well as the best one, at 95 % (profile likelihood), so
/// a group of which nobody can tell the parts gives no one good odds. The odds are those of this mixture.
/// </remarks>
internal static class TurnOdds
{
    // Number of draws of each null.
    private const int Draws = 24;

    // Smallest deviation of an account's draws, as a share of their mean: less is no turn taken. Timetables leave less.
    private const double LeastDeviation = 0.02;

    // Deviations beyond these count as these: the draws are few.
    private const double Least = -3,
        Most = 6;

    // Steps in which the share of those who take turns is tried.
    private const int Steps = 40;

    // Log-likelihood by which a share may fit worse than the best: half of the 95 % point of chi-squared with one degree of freedom.
    private const double Allowance = 1.92;

    // Least share of those who take turns. Among many others, some lie as far above their own clocks: their deviations are not quite normal.
    private const double LeastShare = 0.75;

    // Add-a-half smoothing of the number of the others.
    private const double Half = 0.5;

    /// <summary>
    /// Returns for each member the natural logarithm of the odds that it takes turns with the others. Null when there are too few sittings to
    /// tell, or when fewer than three quarters of the members take turns.
    /// </summary>
    public static double[]? Measure(AccountGroup group)
    {
        var sittings = SittingSequence.Of(group);
        if (sittings.Length < TurnTaking.MinSittings)
        {
            return null;
        }

        var observed = new (long Sum, int Pairs)[group.Members.Count];
        TurnTaking.CountDistinctBetween([.. sittings.Select(s => s.Member)], [.. sittings.Select(s => s.Micros)], observed);
        var customers = TurnTaking.Customers(group);

        // Seeded only by the data, so the same sittings give the same odds anywhere.
        var random = new Random(unchecked((int)(sittings[0].Micros ^ (sittings[^1].Micros >> 7) ^ sittings.Length)));
        var moved = Deviations(observed, new MovedTimelines(sittings, customers), random);
        var exchanged = Deviations(observed, new ExchangedDays(sittings, customers), random);
        return Odds(moved.Sum() > exchanged.Sum() ? moved : exchanged);
    }

    // How far each account lies above what its draws give, in deviations. 0 when it has no two turns.
    private static double[] Deviations((long Sum, int Pairs)[] observed, RedrawnTimes times, Random random)
    {
        var (sums, squares, draws) = (new double[observed.Length], new double[observed.Length], new int[observed.Length]);
        var drawn = new (long Sum, int Pairs)[observed.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            Array.Clear(drawn);
            times.Draw(random, drawn);
            for (var i = 0; i < drawn.Length; i++)
            {
                if (drawn[i].Pairs > 0)
                {
                    var mean = (double)drawn[i].Sum / drawn[i].Pairs;
                    (sums[i], squares[i], draws[i]) = (sums[i] + mean, squares[i] + (mean * mean), draws[i] + 1);
                }
            }
        }

        return [.. observed.Select((o, i) => o.Pairs == 0 || draws[i] < 2 ? 0 : Deviation((double)o.Sum / o.Pairs, sums[i], squares[i], draws[i]))];
    }

    private static double Deviation(double observed, double sum, double squares, int draws)
    {
        var mean = sum / draws;
        var deviation = Math.Sqrt(Math.Max(0, squares - (draws * mean * mean)) / (draws - 1));
        return mean <= 0 ? 0 : Math.Clamp((observed - mean) / Math.Max(deviation, LeastDeviation * mean), Least, Most);
    }

    private static double[]? Odds(double[] deviations)
    {
        var average = deviations.Average();
        if (average <= 0)
        {
            return null;
        }

        // The mean of those who take turns follows from their share.
        double[] likelihoods = [.. Enumerable.Range(1, Steps).Select(step => LogLikelihood(deviations, (double)step / Steps, average))];
        var share = (double)(1 + Array.FindIndex(likelihoods, l => l >= likelihoods.Max() - Allowance)) / Steps;
        if (share < LeastShare)
        {
            return null;
        }

        var mean = average / share;
        var others = ((1 - share) * deviations.Length) + Half;
        var prior = Math.Log(share * deviations.Length / others);
        return [.. deviations.Select(d => prior + LogRatio(Math.Min(d, mean), mean))];
    }

    private static double LogLikelihood(double[] deviations, double share, double average) =>
        deviations.Sum(d => Math.Log(1 - share + (share * Math.Exp(LogRatio(d, average / share)))));

    // ln of the density at d of a normal distribution with this mean, over that with mean 0.
    private static double LogRatio(double d, double mean) => mean * (d - (mean / 2));
}
