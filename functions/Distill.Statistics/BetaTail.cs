using MathNet.Numerics;

namespace Distill.Statistics;

/// <summary>Upper tail of the beta distribution. It judges the shares of a group whose accounts are alike.</summary>
public static class BetaTail
{
    /// <summary>ln P(X &gt;= x) for X ~ Beta(a, b), in nats.</summary>
    /// <remarks>By Lentz's continued fraction (Applied Optics 15, 1976, doi:10.1364/AO.15.000668; Numerical Recipes 6.4).</remarks>
    /// <param name="x">A share, 0 to 1.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
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

        // The fraction converges on one side of the mean only. On the other side, compute the lower tail and subtract it from 1.
        var ln = (a * Math.Log(x)) + (b * Math.Log(1 - x)) - SpecialFunctions.BetaLn(a, b);
        return x > (a + 1) / (a + b + 2)
            ? Math.Min(0, ln + Math.Log(Fraction(1 - x, b, a) / b))
            : Math.Log(Math.Max(1e-16, 1 - (Math.Exp(ln) * Fraction(x, a, b) / a)));
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
