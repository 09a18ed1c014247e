using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups in which more accounts use two or more framings of one family than the framings' popularity explains.</summary>
/// <remarks>
/// If accounts chose framings independently, the number with two or more would be about Poisson with mean N (1 - prod(1 - p_k) - sum_k p_k prod(1 -
/// p_j)). A framing that is only popular raises its own p and so explains itself. In a large family many framings coincide, and this count takes
/// them for popular ones. Then the family's closest pair is the evidence.
/// </remarks>
internal static class SharedFramings
{
    // Smallest median share of framed calls. A gateway's customers leave a few framed calls on all its accounts, but work on a dataset is framed
    // throughout.
    private const double MinShare = 0.2;

    // Share of the members that must use two or more framings. The others belong by their cards, or by one framing and other ties: accounts banned
    // after a few calls.
    private const double MinSeveral = 1.0 / 3;

    // Largest share of accounts that is assumed to use a framing: even of one that all use, one account in a thousand is taken not to.
    private const double MostPopular = 0.999;

    // Smallest share of accounts that is assumed to use two framings by chance.
    private const double LeastShare = 1e-9;

    /// <summary>Null when chance gives as many such accounts more often than once in 100, or when the members use the framings too little.</summary>
    /// <param name="popularity">For each framing, the share of all accounts that use it.</param>
    /// <param name="usersOfTwo">Number of accounts that use two or more.</param>
    /// <param name="accounts">Number of all accounts.</param>
    /// <param name="closestPair">-ln of the chance that the closest two framings would be used together as often.</param>
    /// <param name="varied">True when the wording varies from call to call, so that only word pairs identify the framings.</param>
    /// <param name="members">For each member, how many of the framings it uses, and the share of its calls that carry one.</param>
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
        if (weight < Rarity.LeastWeight || several < MinSeveral * members.Count || share < MinShare)
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
                    + $"more; among {accounts} accounts that choose independently so many agree by chance {Rarity.OneIn(weight)}."
            ),
            weight
        );
    }
}
