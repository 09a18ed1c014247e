namespace Distill.Statistics;

/// <summary>What many tests at once do to their p-values. All as natural logarithms.</summary>
public static class Multiplicity
{
    /// <summary>Bonferroni: times the number of tests, at most 1.</summary>
    public static double Bonferroni(double logP, double tests) => Math.Min(0, logP + Math.Log(tests));

    /// <summary>
    /// Holm's step-down (Scandinavian Journal of Statistics 1979): the smallest times all, the next times all but one, none below one before it.
    /// Holds whatever the tests have to do with each other, and accuses no less than Bonferroni.
    /// </summary>
    /// <param name="logPs">One a test.</param>
    /// <param name="others">Factor for families of tests that this one was made beside: other suspects, other looks. At least 1.</param>
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
