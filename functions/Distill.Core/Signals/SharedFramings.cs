using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>More accounts use two or more framings of one family than the framings' popularity explains.</summary>
/// <remarks>
/// If accounts chose framings independently, those with two or more would be about Poisson with mean N (1 - prod(1 - p_k) - sum_k p_k prod(1 - p_j)).
/// A popular framing alone raises its own p and so explains itself. A large family has many that coincide, which that count takes for popular ones:
/// then its closest pair speaks.
/// </remarks>
internal static class SharedFramings
{
    // A gateway's many customers leave a few of their framings on all its accounts; work on a dataset is framed throughout.
    private const double MinShare = 0.2;

    // The others belong by their cards, or by one framing and what else they have in common: accounts that were banned after a few calls.
    private const double MinSeveral = 1.0 / 3;

    // A framing that everybody uses is taken to be missing in one account of a thousand.
    private const double MostPopular = 0.999;

    // The least share of accounts that use two framings by chance.
    private const double LeastShare = 1e-9;

    /// <param name="popularity">Share of all accounts that use each framing.</param>
    /// <param name="usersOfTwo">Accounts that use two or more.</param>
    /// <param name="accounts">All accounts.</param>
    /// <param name="closestPair">-ln of the chance that the two most often used together would be so.</param>
    /// <param name="varied">True when the framings' words vary from call to call, so that only pairs of them tell.</param>
    /// <param name="members">How many of the framings each member uses, and the share of its calls that carry one.</param>
    public static Evidence? Measure(
        IReadOnlyList<double> popularity,
        int usersOfTwo,
        int accounts,
        double closestPair,
        bool varied,
        IReadOnlyList<(int Framings, double Share)> members
    )
    {
        var none = popularity.Aggregate(1.0, (product, p) => product * (1 - Math.Min(p, MostPopular)));
        var one = popularity.Sum(p => none / (1 - Math.Min(p, MostPopular)) * p);
        var expected = accounts * Math.Max(LeastShare, 1 - none - one);
        var weight = Math.Max(closestPair, -Tails.LogPoissonUpper(usersOfTwo, expected));
        var several = members.Count(m => m.Framings >= 2);
        var share = members.Select(m => m.Share).Order().ElementAt(members.Count / 2);
        if (weight < Chance.LeastWeight || several < MinSeveral * members.Count || share < MinShare)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Framings,
            varied ? "varied_templates" : "shared_templates",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{several} of {members.Count} accounts put two or more of the same {popularity.Count} prompt "
                    + $"framings{(varied ? ", worded anew each time," : "")} around different prompts, half of them in {share:P0} of their calls or "
                    + $"more; among {accounts} accounts that choose independently so many agree by chance {Chance.OneIn(weight)}."
            ),
            weight
        );
    }
}
