namespace Distill.Statistics;

/// <summary>Upper tail of the beta distribution: what shares of a group are judged by, when its accounts are alike.</summary>
public static class BetaTail
{
    /// <summary>ln P(X &gt;= x) for X ~ Beta(a, b), by Lentz's continued fraction (Numerical Recipes 6.4). a and b above 0.</summary>
    public static double LogUpper(double x, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (x >= 1)
        {
            return double.NegativeInfinity;
        }

        // The fraction converges on the side of the mean that it is asked for; the other side is one less it.
        var ln = (a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogBeta(a, b);
        return x > (a + 1) / (a + b + 2)
            ? Math.Min(0, ln + Math.Log(Fraction(1 - x, b, a) / b))
            : Math.Log(Math.Max(1e-16, 1 - (Math.Exp(ln) * Fraction(x, a, b) / a)));
    }

    /// <summary>ln B(a, b).</summary>
    internal static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    // Stirling's series (Abramowitz and Stegun 6.1.41), above 10 by the recurrence.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
        {
            shift -= Math.Log(x);
        }

        var square = 1 / (x * x);
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + ((1 - (square * ((1 / 30.0) - (square / 105)))) / (12 * x));
    }

    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = Reciprocal(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = Reciprocal(1 + (even * d));
            c = Math.MaxMagnitude(1 + (even / c), tiny);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = Reciprocal(1 + (odd * d));
            c = Math.MaxMagnitude(1 + (odd / c), tiny);
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-12)
            {
                break;
            }
        }

        return h;

        static double Reciprocal(double value) => 1 / Math.MaxMagnitude(value, tiny);
    }
}
