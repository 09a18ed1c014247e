namespace Distill.Statistics;

/// <summary>A share with its 95 % interval. All are NaN if there was nothing to count.</summary>
/// <param name="Value">The share, pooled over units.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
public readonly record struct Proportion(double Value, double Low, double High)
{
    private const double Z = 1.959964;

    // Student's t, two-sided 95 %, for 1 to 19 degrees of freedom. Above these the normal distribution is close enough.
    private static readonly double[] s_t =
    [
        12.706,
        4.303,
        3.182,
        2.776,
        2.571,
        2.447,
        2.365,
        2.306,
        2.262,
        2.228,
        2.201,
        2.179,
        2.160,
        2.145,
        2.131,
        2.120,
        2.110,
        2.101,
        2.093,
    ];

    /// <summary>As how many independent trials the counted ones are worth. 0 if there was nothing to count.</summary>
    public double Trials { get; private init; }

    /// <summary>
    /// Returns Wilson's score interval (JASA 1927) on the pooled counts, with a smaller number of trials. The pooled number is too large, because
    /// what one unit counted was found or missed together. A t interval on the units' means is no good either: five units are too few, and it has
    /// no width if all units agree. So the pooled number is divided by the design effect (variance between units over binomial variance, at least
    /// 1), and by (t/z)^2 where units are few (Korn and Graubard, Survey Methodology 1998). If the share is 0 or 1, or there is one unit, no design
    /// effect can be computed, and the number stays as it is.
    /// </summary>
    /// <param name="units">The hits and trials of each unit: a simulation's seed, or the accounts of one cluster.</param>
    public static Proportion Of(IReadOnlyList<(long Hits, long Trials)> units) => Of([.. units.Select(u => (u.Hits, u.Trials, 1L))]);

    /// <summary>Returns the same for units that come in numbers.</summary>
    /// <param name="units">The hits and trials of a unit, and how many units are like it.</param>
    public static Proportion Of(IReadOnlyList<(long Hits, long Trials, long Units)> units)
    {
        var trials = units.Sum(u => u.Trials * u.Units);
        if (trials == 0)
        {
            return new Proportion(double.NaN, double.NaN, double.NaN);
        }

        var share = (double)units.Sum(u => u.Hits * u.Units) / trials;
        return Wilson(share, Effective([.. units.Where(u => u.Trials > 0)], share, trials));
    }

    /// <summary>Returns Wilson's interval for a share of <paramref name="trials"/> independent trials.</summary>
    private static Proportion Wilson(double share, double trials)
    {
        var z2 = Z * Z / trials;
        var centre = (share + (z2 / 2)) / (1 + z2);
        var half = Z / (1 + z2) * Math.Sqrt((share * (1 - share) / trials) + (z2 / (4 * trials)));
        return new Proportion(share, share == 0 ? 0 : Math.Max(0, centre - half), share == 1 ? 1 : Math.Min(1, centre + half)) { Trials = trials };
    }

    /// <summary>Returns text such as "0.987 [0.981, 0.991]".</summary>
    public override string ToString() => double.IsNaN(Value) ? "-" : $"{Value:0.000} [{Low:0.000}, {High:0.000}]";

    private static double Effective((long Hits, long Trials, long Units)[] units, double share, long trials)
    {
        var n = units.Sum(u => u.Units);
        if (n < 2 || share is 0 or 1)
        {
            return trials;
        }

        // The variance of a ratio of sums over n units, by linearisation.
        var between = n / (n - 1.0) * units.Sum(u => u.Units * Math.Pow((u.Hits - (share * u.Trials)) / trials, 2));
        var design = Math.Max(1, between / (share * (1 - share) / trials));
        var t = n - 2 < s_t.Length ? s_t[n - 2] : Z;
        return trials / design * Math.Pow(Z / t, 2);
    }
}
