using System.Globalization;

namespace Distill.Honeypots.Attribution;

/// <summary>Formats chances for people and programs. A chance is given by its logarithm, because some are too small for a double.</summary>
public static class Chance
{
    // The smallest number shown. A larger number than p is still true, because every p is an upper bound.
    private const double Least = 1e-300;

    /// <summary>Returns the chance as a number, at least 1e-300.</summary>
    public static double Number(double logP) => Math.Max(Least, Math.Exp(logP));

    /// <summary>Returns text such as "0.031" or "2.4e-9".</summary>
    public static string Text(double logP)
    {
        var log10 = logP / Math.Log(10);
        if (log10 > -3)
        {
            return Math.Exp(logP).ToString("0.###", CultureInfo.InvariantCulture);
        }

        var exponent = Math.Floor(log10);
        return $"{Math.Pow(10, log10 - exponent):0.0}e{exponent:0}";
    }

    /// <summary>Returns text such as "1 in 400 million", rounded down, for readers who do not know exponents.</summary>
    public static string Odds(double logP)
    {
        var log10 = -logP / Math.Log(10);
        string[] thousands = ["", " thousand", " million", " billion", " trillion"];
        return log10 < 1 ? "more than 1 in 10"
            : log10 >= 15 ? $"less than 1 in a trillion, by {Math.Floor(log10 - 12):0} further zeros"
            : $"1 in {Math.Floor(Math.Pow(10, log10 % 3)):0}{thousands[(int)(log10 / 3)]}";
    }
}
