using MathNet.Numerics;

namespace Distill.Statistics;

/// <summary>
/// Upper tails of distributions that chance findings are judged by. They are natural logarithms, because they get too small for a double.
/// </summary>
public static class Tails
{
    /// <summary>ln P(X &gt;= k) for X ~ Poisson(mean), by the exact sum. 0 for k &lt;= 0.</summary>
    public static double LogPoissonUpper(int k, double mean)
    {
        if (k <= 0)
        {
            return 0;
        }

        if (mean <= 0)
        {
            return double.NegativeInfinity;
        }

        return LogSum(k, i => (i * Math.Log(mean)) - mean - LogFactorial(i), static (i, mean) => mean / (i + 1), mean, int.MaxValue);
    }

    /// <summary>ln P(X &gt;= k) for X ~ Binomial(n, p), by the exact sum.</summary>
    public static double LogBinomialUpper(int k, int n, double p)
    {
        if (k <= 0 || p >= 1)
        {
            return k <= n ? 0 : double.NegativeInfinity;
        }

        if (k > n || p <= 0)
        {
            return double.NegativeInfinity;
        }

        var odds = p / (1 - p);
        return LogSum(k, i => LogChoose(n, i) + (i * Math.Log(p)) + ((n - i) * Math.Log(1 - p)), (i, odds) => odds * (n - i) / (i + 1), odds, n);
    }

    /// <summary>
    /// ln P(X &gt;= k) for a hypergeometric X, by the exact sum: X is how many of <paramref name="drawn"/> items are marked. They are drawn without
    /// replacement from <paramref name="total"/> items, of which <paramref name="marked"/> are marked.
    /// </summary>
    public static double LogHypergeometricUpper(int k, int total, int marked, int drawn)
    {
        if (k <= Math.Max(0, drawn + marked - total))
        {
            return 0;
        }

        if (k > Math.Min(marked, drawn))
        {
            return double.NegativeInfinity;
        }

        return LogSum(
            k,
            i => LogChoose(marked, i) + LogChoose(total - marked, drawn - i) - LogChoose(total, drawn),
            (i, _) => (double)(marked - i) / (i + 1) * (drawn - i) / (total - marked - drawn + i + 1),
            0.0,
            Math.Min(marked, drawn)
        );
    }

    /// <summary>ln n!, exact to rounding below 128 and by Stirling's series (Abramowitz and Stegun 6.1.41) above.</summary>
    public static double LogFactorial(int n)
    {
        if (n < s_logFactorials.Length)
        {
            return s_logFactorials[n];
        }

        double x = n + 1;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }

    /// <summary>ln P(Z &gt;= z) for a standard normal Z; for z above 6 by the asymptotic series (Abramowitz and Stegun 26.2.12).</summary>
    public static double LogNormalUpper(double z)
    {
        if (z < -6)
        {
            return 0;
        }

        if (z > 6)
        {
            return (-z * z / 2) - Math.Log(z * Math.Sqrt(2 * Math.PI)) + Math.Log(1 - (1 / (z * z)) + (3 / (z * z * z * z)));
        }

        return Math.Log(0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2)));
    }

    /// <summary>ln P(T &gt;= t) for Student's T, by the incomplete beta function (Abramowitz and Stegun 26.7.1).</summary>
    public static double LogStudentUpper(double t, double freedom)
    {
        var tail = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t))) / 2;
        return Math.Log(t < 0 ? 1 - tail : tail);
    }

    /// <summary>ln P(X &lt;= x) for a chi-squared X, to a few percent of the exponent.
    /// By Wilson and Hilferty's cube root (PNAS 17, 1931, doi:10.1073/pnas.17.12.684).</summary>
    public static double LogChiSquaredLower(double x, double freedom)
    {
        var spread = 2 / (9 * freedom);
        return LogNormalUpper((1 - spread - Math.Cbrt(x / freedom)) / Math.Sqrt(spread));
    }

    /// <summary>ln P(X &gt;= x) for X ~ gamma with the given mean and variance, by the same cube root.</summary>
    public static double LogGammaUpper(double x, double mean, double variance)
    {
        var spread = variance / (9 * mean * mean);
        return LogNormalUpper((Math.Cbrt(Math.Max(0, x) / mean) - (1 - spread)) / Math.Sqrt(spread));
    }

    private static readonly double[] s_logFactorials = LogFactorials(128);

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    // The first term by logarithms, the others by their ratios to the one before, until they no longer matter.
    private static double LogSum<T>(int k, Func<int, double> first, Func<int, T, double> ratio, T state, int last)
    {
        double sum = 1,
            term = 1;
        for (var i = k; i < last && term > sum * 1e-17; i++)
        {
            term *= ratio(i, state);
            sum += term;
            if (sum > 1e280)
            {
                break;
            }
        }

        return Math.Min(0, first(k) + Math.Log(sum));
    }

    private static double[] LogFactorials(int count)
    {
        var table = new double[count];
        for (var i = 2; i < count; i++)
        {
            table[i] = table[i - 1] + Math.Log(i);
        }

        return table;
    }
}
