using System.Globalization;
using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>More accounts use two or more framings of one family than the framings' popularity explains.</summary>
/// <remarks>
/// If accounts chose framings independently, those with two or more would be about Poisson with mean N (1 - prod(1 - p_k) - sum_k p_k prod(1 - p_j)). A
/// popular framing alone raises its own p and so explains itself.
/// </remarks>
internal static class SharedTemplates
{
    // A gateway's many customers leave a few of their framings on all its accounts; work on a dataset is framed throughout.
    private const double MinShare = 0.0;

    /// <param name="popularity">Share of all accounts that use each framing.</param>
    /// <param name="usersOfTwo">Accounts that use two or more.</param>
    /// <param name="accounts">All accounts.</param>
    /// <param name="members">How many of the framings each member uses, and the share of its calls that carry one.</param>
    public static Evidence? Measure(IReadOnlyList<double> popularity, int usersOfTwo, int accounts, IReadOnlyList<(int Framings, double Share)> members)
    {
        var none = popularity.Aggregate(1.0, (product, p) => product * (1 - Math.Min(p, 0.999)));
        var one = popularity.Sum(p => none / (1 - Math.Min(p, 0.999)) * p);
        var expected = accounts * Math.Max(1e-9, 1 - none - one);
        var weight = -Tails.LogPoissonUpper(usersOfTwo, expected);
        var several = members.Count(m => m.Framings >= 2);
        var share = members.Select(m => m.Share).Order().ElementAt(members.Count / 2);
        if (weight < Math.Log(100) || 2 * several < members.Count || share < MinShare)
        {
            return null;
        }

        return new Evidence(
            EvidenceFamily.Templates,
            "shared_templates",
            string.Create(CultureInfo.InvariantCulture, $"{several} of {members.Count} accounts put two or more of the same {popularity.Count} prompt framings around different prompts, half of them in {share:P0} of their calls or more; independent choice gives {expected:0.0} such accounts among {accounts}, this many by chance 1 in 10^{weight / Math.Log(10):0}."),
            weight);
    }
}
