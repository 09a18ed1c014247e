using Distill.Statistics;

namespace Distill.Core.Resellers;

/// <summary>Whether more of a channel's accounts are flagged than of the population's.</summary>
/// <remarks>
/// The test is the binomial one, with the design effect of <see cref="Proportion"/> (Korn and Graubard, Survey Methodology 1998): the accounts of
/// one cluster count for few, because they come together. The population's share has one flagged and one other account more than were seen, and
/// contains the channel's own accounts. Both make the p-value larger. It is corrected for all channels that were tested, by Holm's method.
/// </remarks>
/// <param name="Population">The share of flagged accounts in the population, 0 to 1.</param>
/// <param name="P">The chance of at least so many, if the channel's accounts were like the population's.</param>
/// <param name="CorrectedP">The same, corrected for the number of tests.</param>
/// <param name="Tests">How many channels were tested.</param>
public sealed record Excess(double Population, double P, double CorrectedP, int Tests)
{
    /// <summary>Fewest assessed accounts of a channel that can be compared with others. Of fewer, one more or less is no news.</summary>
    public const int MinAccounts = 20;

    // The smallest p-value that is told. A double holds no smaller one.
    private const double LeastP = 1e-300;

    /// <summary>Returns the excess of each channel, in their order. Null for those with too few accounts.</summary>
    /// <param name="shares">The channels' shares, and how many accounts each has that were assessed.</param>
    /// <param name="flagged">Flagged accounts of the population.</param>
    /// <param name="assessed">Assessed accounts of the population.</param>
    internal static Excess?[] Of(IReadOnlyList<(Proportion Share, int Accounts)> shares, int flagged, int assessed)
    {
        var population = (flagged + 1.0) / (assessed + 2.0);
        int[] tested = [.. Enumerable.Range(0, shares.Count).Where(i => shares[i].Accounts >= MinAccounts)];
        double[] logPs = [.. tested.Select(i => LogP(shares[i].Share, population))];
        var corrected = Multiplicity.Holm(logPs);
        var excesses = new Excess?[shares.Count];
        for (var i = 0; i < tested.Length; i++)
        {
            excesses[tested[i]] = new Excess(population, Told(logPs[i]), Told(corrected[i]), tested.Length);
        }

        return excesses;
    }

    // P(X >= k) for X ~ Binomial(n, p) is P(Y >= 1 - p) for Y ~ Beta(n - k + 1, k), which also has a value where k and n are no whole numbers.
    private static double LogP(Proportion share, double population)
    {
        var hits = share.Value * share.Trials;
        return hits <= 0 ? 0 : BetaTail.LogUpper(1 - population, share.Trials - hits + 1, hits);
    }

    private static double Told(double logP) => Math.Max(LeastP, Math.Exp(logP));
}
