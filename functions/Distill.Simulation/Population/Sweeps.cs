using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>
/// Bans innocent accounts, rightly or wrongly. Seven in ten bans come in sweeps twice a day, as a trust team makes them. So many bans at once are no
/// sign of a campaign.
/// </summary>
internal static class Sweeps
{
    private static readonly Weighted<string> s_reasons = new(("abuse", 70), ("payment", 20), ("spam", 10));

    public static void Ban(IEnumerable<Account> innocent, double share, long length, ref Rng rng)
    {
        foreach (var account in innocent)
        {
            if (!rng.Chance(share) || account.BannedAt != SimulatedTime.Never)
            {
                continue;
            }

            var at = rng.Chance(.7)
                ? (3 + 12 * rng.Below((int)Math.Max(1, length / (12 * SimulatedTime.Hour)))) * SimulatedTime.Hour
                    + SimulatedTime.Seconds(rng.Exponential(200))
                : (long)(rng.Unit() * length);
            if (at <= account.Created || at >= length)
            {
                continue;
            }

            account.BannedAt = at;
            account.BanReason = s_reasons.Draw(ref rng);
        }
    }
}
