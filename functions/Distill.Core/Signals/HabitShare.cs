using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>A group's mean share, compared with the population's. The sampling unit is the account, never the call.</summary>
/// <param name="Accounts">Number of members that could be measured.</param>
/// <param name="Mean">The members' mean share.</param>
/// <param name="Expected">The mean share of the other accounts.</param>
/// <param name="Spread">
/// The overdispersion phi: the variance of such an innocent group's mean, as a multiple of that of independent yes-or-no draws.
/// </param>
/// <param name="LogChance">ln of the chance that an innocent group has at least this mean.</param>
internal readonly record struct ShareReading(int Accounts, double Mean, double Expected, double Spread, double LogChance);

/// <summary>A number in [0, 1] for every account, and the test whether a group's mean is higher than an innocent group's.</summary>
/// <remarks>
/// The null is a beta distribution with the population's mean and the variance var (1/n + rho (1 - 1/n)): that of a mean of n accounts whose
/// intraclass correlation rho is that of natural groups (beta-binomial, Skellam 1948). A normal distribution would be wrong in the tail, because
/// shares are skewed and bounded.
/// </remarks>
internal sealed class HabitShare(ReferenceSample reference, Func<AccountProfile, double?> measure)
{
    // Fewest other accounts that a group is judged against.
    private const int MinOthers = 30;

    // Smallest variance that is believed, as one part in this many of a coin's; and smallest size of a beta distribution.
    private const double LeastVarianceOneIn = 50,
        LeastSize = 0.01;

    // Continuity correction: half an account.
    private const double Half = 0.5;

    private readonly float[]?[] _values = reference.Measure(p => measure(p) is { } value ? new[] { (float)value } : null);

    /// <summary>Judges a group. Null when fewer than <paramref name="least"/> members or 30 others can be measured.</summary>
    public ShareReading? Judge(AccountGroup group, int least = 8)
    {
        var measured = group.Members.Select(m => (Member: m, Value: measure(m))).Where(m => m.Value is not null).ToArray();
        var own = measured.Select(m => m.Value!.Value).ToArray();
        var members = reference.MembersOf(group);
        double count = 0,
            sum = 0,
            squares = 0;
        for (var i = 0; i < reference.SampleCount; i++)
        {
            if (!members[i] && _values[i] is { } value)
            {
                count++;
                sum += value[0];
                squares += value[0] * value[0];
            }
        }

        if (own.Length < least || count < MinOthers)
        {
            return null;
        }

        // Laplace's rule: what no account of a sample does is not impossible.
        var expected = (sum + 1) / (count + 2);
        var chance = expected * (1 - expected);
        var variance = Math.Clamp((squares / count) - (sum / count * (sum / count)), chance / LeastVarianceOneIn, chance);
        var worth = Clumping.Effective([.. measured.Select(m => m.Member)], reference, _values, members);
        var spread = variance * ((1 / worth) + (1 / count));
        var size = Math.Max(LeastSize, (chance / spread) - 1);
        var mean = own.Average();
        var log = BetaTail.LogUpper(mean - (Half / own.Length), expected * size, (1 - expected) * size);
        return new ShareReading(own.Length, mean, expected, spread * own.Length / chance, log);
    }
}
