using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>How far a group's pooled histogram is from the histogram expected of its members' strata.</summary>
/// <param name="Accounts">Number of members that could be measured.</param>
/// <param name="Divergence">Jensen-Shannon divergence of the two, in bits.</param>
/// <param name="Usual">Mean divergence of random groups, in bits.</param>
/// <param name="Own">The group's histogram.</param>
/// <param name="Expected">The expected histogram.</param>
/// <param name="LogChance">ln of the chance that an innocent group is at least as far.</param>
internal readonly record struct ProfileReading(int Accounts, double Divergence, double Usual, double[] Own, double[] Expected, double LogChance);

/// <summary>
/// A histogram (sum 1) for every account, and the test whether a group's pooled histogram is farther from the population's than an innocent
/// group's.
/// </summary>
/// <remarks>
/// The null is random groups of the population with the members' strata, seeded by the data. Their size is the number of independent accounts that
/// the group is worth (<see cref="Clumping"/>). The tail is that of a gamma distribution with their mean and variance, because a divergence is
/// nearly a weighted sum of chi-squares.
/// </remarks>
internal sealed class HabitProfile
{
    // Fewest other accounts that a group is judged against.
    private const int MinOthers = 50;

    // Smallest usual divergence, in bits, and smallest variance, as a share of its square. A few hundred draws can't show less.
    private const double LeastDivergence = 1e-6,
        LeastVariance = 1e-2;

    // Number of random groups, and fewest accounts of a stratum.
    private const int Draws = 200;
    private const int MinStratum = 20;

    private readonly ReferenceSample _reference;
    private readonly Func<AccountProfile, float[]?> _measure;
    private readonly Func<AccountProfile, int> _stratum;
    private readonly float[]?[] _values;
    private readonly int[] _strata;
    private readonly int _bins;

    /// <param name="reference">The accounts that groups are judged against.</param>
    /// <param name="bins">Length of a histogram.</param>
    /// <param name="measure">Returns an account's histogram. Null when the account has too few events.</param>
    /// <param name="stratum">Returns an account's stratum. An account is expected to behave like its stratum. Null for a single stratum.</param>
    public HabitProfile(ReferenceSample reference, int bins, Func<AccountProfile, float[]?> measure, Func<AccountProfile, int>? stratum = null)
    {
        _reference = reference;
        _bins = bins;
        _measure = measure;
        _stratum = stratum ?? (static _ => 0);
        _values = reference.Measure(measure);
        _strata = reference.Measure(_stratum);
    }

    /// <summary>Judges a group. Null when fewer than <paramref name="least"/> members or 50 others can be measured.</summary>
    public ProfileReading? Judge(AccountGroup group, int least = 8)
    {
        var own = new List<(AccountProfile Member, float[] Value, int Stratum)>();
        foreach (var member in group.Members)
        {
            if (_measure(member) is { } value)
            {
                own.Add((member, value, _stratum(member)));
            }
        }

        var members = _reference.MembersOf(group);
        var others = Enumerable.Range(0, _reference.SampleCount).Where(i => !members[i] && _values[i] is not null).ToArray();
        if (own.Count < least || others.Length < MinOthers)
        {
            return null;
        }

        var strata = Strata(others);
        var worth = Clumping.Effective([.. own.Select(o => o.Member)], _reference, Residuals(strata), members);
        var size = Math.Max(1, (int)Math.Floor(worth));
        var random = new Random(unchecked((int)Fingerprint.Mix((ulong)own.Count, (ulong)group.Members[0].FirstCall)));
        var drawn = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            drawn[i] = Divergence(
                Enumerable
                    .Range(0, size)
                    .Select(_ =>
                    {
                        var stratum = StratumOf(strata, own[random.Next(own.Count)].Stratum);
                        return (_values[stratum.Accounts[random.Next(stratum.Accounts.Length)]]!, stratum.Mean);
                    }),
                size
            ).Divergence;
        }

        var (divergence, mean, expected) = Divergence(own.Select(o => (o.Value, StratumOf(strata, o.Stratum).Mean)), own.Count);

        // If all accounts are alike, they differ only by rounding.
        var usual = Math.Max(LeastDivergence, drawn.Average());
        var variance = drawn.Sum(d => (d - usual) * (d - usual)) / (Draws - 1);
        return new ProfileReading(
            own.Count,
            divergence,
            usual,
            mean,
            expected,
            Tails.LogGammaUpper(divergence, usual, Math.Max(variance, LeastVariance * usual * usual))
        );
    }

    private Dictionary<int, (int[] Accounts, double[] Mean)> Strata(int[] others)
    {
        var strata = others.GroupBy(i => _strata[i]).Where(s => s.Count() >= MinStratum).ToDictionary(s => s.Key, s => Describe([.. s]));

        // Fallback for strata that are too small.
        strata[int.MinValue] = Describe(others);
        return strata;

        (int[] Accounts, double[] Mean) Describe(int[] accounts)
        {
            var mean = new double[_bins];
            foreach (var account in accounts)
            {
                Add(mean, _values[account]!, 1.0 / accounts.Length);
            }

            return (accounts, mean);
        }
    }

    private static (int[] Accounts, double[] Mean) StratumOf(Dictionary<int, (int[] Accounts, double[] Mean)> strata, int stratum) =>
        strata.TryGetValue(stratum, out var known) ? known : strata[int.MinValue];

    private float[]?[] Residuals(Dictionary<int, (int[] Accounts, double[] Mean)> strata) =>
        [
            .. _values.Select(
                (value, account) =>
                {
                    if (value is null)
                    {
                        return null;
                    }

                    var mean = StratumOf(strata, _strata[account]).Mean;
                    return value.Select((x, i) => (float)(x - mean[i])).ToArray();
                }
            ),
        ];

    private (double Divergence, double[] Own, double[] Expected) Divergence(IEnumerable<(float[] Value, double[] Expected)> accounts, int count)
    {
        var own = new double[_bins];
        var expected = new double[_bins];
        foreach (var (value, mean) in accounts)
        {
            Add(own, value, 1.0 / count);
            for (var i = 0; i < _bins; i++)
            {
                expected[i] += mean[i] / count;
            }
        }

        return (JensenShannon.Divergence(own, expected), own, expected);
    }

    private static void Add(double[] sum, float[] value, double weight)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += weight * value[i];
        }
    }
}
