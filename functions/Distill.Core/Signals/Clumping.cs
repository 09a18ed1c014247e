using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Computes how many independent accounts a group is worth, from how alike the accounts of one natural group are.</summary>
/// <remarks>
/// The intraclass correlation rho comes from a one-way analysis of variance (Fisher 1925), over all dimensions at once. Kish's design effect
/// (Survey Sampling, 1965) then makes n accounts worth n / (1 + (m - 1) rho). For each account of the group, count the group's accounts that share
/// a natural group with it, itself included; m is the mean of these counts. It is large when half of the group shares a program, and small when the
/// group is spread over many programs. The kind with the largest effect counts.
/// </remarks>
internal static class Clumping
{
    // Smallest correlation that is assumed. Candidate groups are chosen because they are alike in something.
    private const double Least = 0.03;

    // Fewest natural groups of a kind that are needed, and fewest measured accounts of each.
    private const int MinGroups = 5,
        MinMeasured = 3;

    /// <summary>Returns how many independent accounts a group is worth.</summary>
    /// <param name="group">The group's accounts that can be measured.</param>
    /// <param name="reference">The reference sample with its natural groups.</param>
    /// <param name="vectors">The measured values of each account of the reference. Null when an account can't be measured.</param>
    /// <param name="leftOut">True for the accounts of the reference to leave out.</param>
    public static double Effective(IReadOnlyList<AccountProfile> group, ReferenceSample reference, IReadOnlyList<float[]?> vectors, bool[] leftOut)
    {
        var effect = 1 + ((group.Count - 1) * Least);
        for (var kind = 0; kind < reference.Kinds.Count; kind++)
        {
            // Treat large natural groups apart: users of a common program or mail domain are less alike than a small team.
            var large = Correlation(reference.Kinds[kind].Where(g => g.IsCut), vectors, leftOut);
            var any = Math.Max(large, Correlation(reference.Kinds[kind].Where(g => !g.IsCut), vectors, leftOut));
            if (any > 0)
            {
                effect = Math.Max(
                    effect,
                    1 + reference.Company(group, kind).Average(c => (c - 1) * (c > ReferenceSample.MaxGroupAccounts ? large : any))
                );
            }
        }

        return group.Count / effect;
    }

    // Returns 0 when too few groups can be measured.
    private static double Correlation(IEnumerable<NaturalGroup> kind, IReadOnlyList<float[]?> vectors, bool[] leftOut)
    {
        var groups = kind.Select(g => Measured(g, vectors, leftOut)).Where(g => g.Length >= MinMeasured).ToList();
        return groups.Count >= MinGroups ? Math.Clamp(Correlation(groups), 0, 1) : 0;
    }

    private static float[][] Measured(NaturalGroup group, IReadOnlyList<float[]?> vectors, bool[] leftOut) =>
        [.. group.Accounts.Where(a => !leftOut[a]).Select(a => vectors[a]).OfType<float[]>()];

    private static double Correlation(List<float[][]> groups)
    {
        var dimensions = groups[0][0].Length;
        var accounts = groups.Sum(g => g.Length);
        var grand = Mean(groups.SelectMany(g => g), accounts, dimensions);
        double within = 0,
            between = 0,
            squares = 0;
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
