namespace Distill.Statistics;

/// <summary>Corrects p-values for many tests at once. All p-values are natural logarithms.</summary>
public static class Multiplicity
{
    /// <summary>Bonferroni's correction: the p-value times the number of tests, at most 1.</summary>
    public static double Bonferroni(double logP, double tests) => Math.Min(0, logP + Math.Log(tests));

    /// <summary>
    /// Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979, jstor.org/stable/4615733). The smallest p-value counts times all
    /// tests, the next times all but one, and so on; none gets smaller than the one before. It holds however the tests depend on each other, and is
    /// never weaker than Bonferroni's.
    /// </summary>
    /// <param name="logPs">One for each test.</param>
    /// <param name="others">How many times as many tests were made in all, with other suspects and other looks. At least 1.</param>
    public static double[] Holm(IReadOnlyList<double> logPs, double others = 1)
    {
        var corrected = new double[logPs.Count];
        var (worst, left) = (double.NegativeInfinity, logPs.Count);
        foreach (var i in Enumerable.Range(0, logPs.Count).OrderBy(i => logPs[i]))
        {
            worst = Math.Max(worst, Bonferroni(logPs[i], left-- * others));
            corrected[i] = worst;
        }

        return corrected;
    }
}
