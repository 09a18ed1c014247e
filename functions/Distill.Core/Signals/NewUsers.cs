using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Tells when many accounts that are not established use a group's framings without being members: perhaps a crowd that was opened to make them look
/// popular, perhaps readers of a prompt that went round. They count for nothing, and nobody is accused.
/// </summary>
/// <remarks>The test is a binomial tail at the share of such accounts in the population, among customers that use only one of the framings.</remarks>
internal static class NewUsers
{
    /// <summary>Null when chance gives as many more often than once in 100.</summary>
    public static Evidence? Measure(FramingCensus census, PopulationBaseline population)
    {
        var users = census.NewUsers + census.UsersOf[1] - census.UsersOf[2];
        var share = 1 - ((double)population.Established.Count(e => e) / population.Count);
        var weight = -Tails.LogBinomialUpper(census.NewUsers, users, share);
        return census.NewUsers == 0 || weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Framings,
                "new_users",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{census.NewUsers} accounts that are not established repeat its framings, {(double)census.NewUsers / users:P0} of the users "
                        + $"that were compared, against {share:P0} of all accounts; by chance {Rarity.OneIn(weight)}. They make no framing popular."
                ),
                weight
            );
    }
}
