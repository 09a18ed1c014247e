namespace Distill.Core.Signals;

/// <summary>How alike the accounts of one natural group are in what is measured: the intraclass correlation, 0 for not at all, 1 for identical.</summary>
/// <remarks>
/// One-way analysis of variance (Fisher 1925), over all dimensions at once; the kind of group that clumps most counts. Kish's design effect (Survey Sampling,
/// 1965) then says what a group is worth: n accounts as independent ones no more than n / (1 + (n - 1) rho).
/// </remarks>
internal static class Clumping
{
    /// <summary>Least that is believed: candidates are picked for likeness in something.</summary>
    public const double Least = 0.05;

    private const int MinGroups = 5;

    /// <summary>The correlation in [<see cref="Least"/>, 1].</summary>
    /// <param name="reference">Whose natural groups are looked at.</param>
    /// <param name="vectors">Of each account; null where it can't be measured.</param>
    /// <param name="leftOut">Accounts not to look at.</param>
    public static double Of(ReferenceSample reference, IReadOnlyList<float[]?> vectors, ReadOnlySpan<bool> leftOut)
    {
        var most = Least;
        foreach (var kind in reference.Groups)
        {
            var groups = new List<float[][]>();
            foreach (var group in kind)
            {
                var measured = new List<float[]>(group.Length);
                foreach (var account in group)
                {
                    if (!leftOut[account] && vectors[account] is { } vector)
                    {
                        measured.Add(vector);
                    }
                }

                if (measured.Count >= 3)
                {
                    groups.Add([.. measured]);
                }
            }

            if (groups.Count >= MinGroups)
            {
                most = Math.Max(most, Correlation(groups));
            }
        }

        return Math.Min(1, most);
    }

    /// <summary>Accounts that a group of <paramref name="count"/> is worth.</summary>
    public static double Effective(int count, double correlation) => count / (1 + ((count - 1) * correlation));

    private static double Correlation(List<float[][]> groups)
    {
        var dimensions = groups[0][0].Length;
        var accounts = groups.Sum(g => g.Length);
        var grand = Mean(groups.SelectMany(g => g), accounts, dimensions);
        double within = 0, between = 0, squares = 0;
        foreach (var group in groups)
        {
            var mean = Mean(group, group.Length, dimensions);
            within += group.Sum(v => Distance(v, mean));
            between += group.Length * Distance([.. mean.Select(x => (float)x)], grand);
            squares += (double)group.Length * group.Length;
        }

        var meanBetween = between / (groups.Count - 1);
        var meanWithin = within / Math.Max(1, accounts - groups.Count);
        var size = (accounts - (squares / accounts)) / (groups.Count - 1);
        var spread = meanBetween + ((size - 1) * meanWithin);
        return spread <= 0 ? 0 : (meanBetween - meanWithin) / spread;
    }

    private static double[] Mean(IEnumerable<float[]> vectors, int count, int dimensions)
    {
        var mean = new double[dimensions];
        foreach (var vector in vectors)
        {
            for (var i = 0; i < dimensions; i++)
            {
                mean[i] += vector[i] / (double)count;
            }
        }

        return mean;
    }

    private static double Distance(float[] vector, double[] mean)
    {
        var sum = 0.0;
        for (var i = 0; i < mean.Length; i++)
        {
            sum += (vector[i] - mean[i]) * (vector[i] - mean[i]);
        }

        return sum;
    }
}
