using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups in which more customers use several framings of one family than the framings' popularity explains.</summary>
/// <remarks>
/// If customers chose framings independently, the number of those with at least m would be about Poisson with mean N P(at least m). P follows from
/// the framings' popularity p_k, one framing after another. A framing that is only popular raises its own p and so explains itself. A few customers
/// with many framings in common are as telling as many with two, so each m is tried (Bonferroni). In a large family many framings coincide, and
/// these counts take them for popular ones. Then the family's closest pair is the evidence.
/// </remarks>
internal static class SharedFramings
{
    // Smallest median share of framed calls. A gateway's customers leave a few framed calls on all its accounts, but work on a dataset is framed
    // throughout.
    private const double MinShare = 0.2;

    // Smallest median share of framed calls of a program that does nothing else.
    private const double Throughout = 0.75;

    // Share of the members that must use two or more framings. The others belong by their cards, or by one framing and other ties: accounts banned
    // after a few calls.
    private const double MinSeveral = 1.0 / 3;

    // Largest share of customers that is assumed to use a framing: even of one that all use, one customer in a thousand is taken not to.
    private const double MostPopular = 0.999;

    // Smallest share of customers that is assumed to use several framings by chance.
    private const double LeastShare = 1e-9;

    /// <summary>Null when chance gives as many such customers more often than once in 100, or when the members use the framings too little.</summary>
    /// <param name="census">How the population uses the framings.</param>
    /// <param name="varied">True when the wording varies from call to call, so that only word pairs identify the framings.</param>
    /// <param name="members">For each member: its customer, how many of the framings it uses, and the share of its calls that carry one.</param>
    public static Evidence? Measure(FramingCensus census, bool varied, IReadOnlyList<(int Customer, int Framings, double Share)> members)
    {
        var weight = Math.Max(census.ClosestPair, Weigh(census));
        var several = members.Where(m => m.Framings >= 2).ToArray();
        var share = members.Select(m => m.Share).Order().ElementAt(members.Count / 2);
        if (weight < Rarity.LeastWeight || several.Length < MinSeveral * members.Count || share < MinShare)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Framings,
            varied ? "varied_templates" : "shared_templates",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{several.DistinctBy(m => m.Customer).Count()} customers ({several.Length} of {members.Count} accounts) put two or more of the "
                    + $"same {census.Popularity.Count} prompt framings{(varied ? ", worded anew each time," : "")} around different prompts, "
                    + $"half of them in {share:P0} of their calls or more; among {census.Customers} customers that choose independently so many "
                    + $"agree by chance {Rarity.OneIn(weight)}."
            ),
            weight
        );
    }

    /// <summary>True when the members use several framings, half of them in three of four calls or more, however popular the framings are.</summary>
    /// <param name="members">For each member: how many of the framings it uses, and the share of its calls that carry one.</param>
    public static bool AreThroughout(IReadOnlyList<(int Framings, double Share)> members) =>
        members.Count(m => m.Framings >= 2) >= MinSeveral * members.Count
        && members.Select(m => m.Share).Order().ElementAt(members.Count / 2) >= Throughout;

    // -ln of the chance of the most surprising number of customers with at least m framings, for any m from 2.
    private static double Weigh(FramingCensus census)
    {
        // The chance of exactly as many framings, for each number; the last also stands for all larger ones.
        var exactly = new double[census.UsersOf.Count];
        exactly[0] = 1;
        foreach (var p in census.Popularity.Select(p => Math.Min(p, MostPopular)))
        {
            exactly[^1] += exactly[^2] * p;
            for (var m = exactly.Length - 2; m > 0; m--)
            {
                exactly[m] = (exactly[m] * (1 - p)) + (exactly[m - 1] * p);
            }

            exactly[0] *= 1 - p;
        }

        var (most, tried, atLeast) = (0.0, 0, 0.0);
        for (var m = exactly.Length - 1; m >= 2; m--)
        {
            atLeast += exactly[m];
            if (census.UsersOf[m] > 0)
            {
                tried++;
                most = Math.Max(most, -Tails.LogPoissonUpper(census.UsersOf[m], census.Customers * Math.Max(LeastShare, atLeast)));
            }
        }

        return most - Math.Log(Math.Max(1, tried));
    }
}
