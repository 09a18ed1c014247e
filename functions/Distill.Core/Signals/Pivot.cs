using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups that move more of their calls to a new model on its first day than the population does.</summary>
/// <remarks>
/// The largest operator reported in February 2026 moved nearly half of its traffic within 24 hours. The baseline is the population's own adoption,
/// so a launch that everyone joins shows nothing: z = (s_c - s_pop) / sqrt(phi s_pop (1 - s_pop) / n). phi is the overdispersion across accounts
/// and natural groups, because the users of one editor get a new model on one day. The tail is a beta's instead of the normal's, because shares are
/// skewed.
/// </remarks>
internal sealed class Pivot
{
    // Fewest calls of an account on that day. A single call has no share.
    private const int MinCalls = 2;

    private readonly List<(string Model, long Released, HabitShare Share)> _models = [];

    public Pivot(ReferenceSample reference)
    {
        foreach (var (model, released) in NewModels.Of(reference.Population))
        {
            _models.Add((model, released, new HabitShare(reference, p => ShareOf(p, model, released))));
        }
    }

    /// <summary>
    /// Returns the strongest move. Null when no model is new, or when innocent groups adopt it as fast more often than once in 100.
    /// </summary>
    public Evidence? Measure(AccountGroup group)
    {
        Evidence? best = null;
        foreach (var (model, released, share) in _models)
        {
            if (share.Judge(group) is not { } reading || reading.Mean <= reading.Expected)
            {
                continue;
            }

            var weight = -reading.LogChance - Math.Log(_models.Count);
            if (weight >= Rarity.LeastWeight && weight > (best?.LogLikelihoodRatio ?? 0))
            {
                best = new Evidence(
                    EvidenceKind.Adoption,
                    "pivot",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Within a day of the release of {model} "
                            + $"({DateTimeOffset.UnixEpoch.AddTicks(released * TimeSpan.TicksPerMicrosecond):yyyy-MM-dd HH:mm} UTC) "
                            + $"{reading.Accounts} accounts made {reading.Mean:P0} of their calls to it, other accounts {reading.Expected:P0}; by "
                            + $"chance {Rarity.OneIn(weight)}."
                    ),
                    weight
                );
            }
        }

        return best;
    }

    // Share of the account's calls on that day that go to the model. Null when the account made too few calls.
    private static double? ShareOf(AccountProfile profile, string model, long released)
    {
        int calls = 0,
            moved = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            if (call.Micros >= released && call.Micros < released + Micros.PerDay)
            {
                calls++;
                moved += call.Model == model ? 1 : 0;
            }
        }

        return calls < MinCalls ? null : (double)moved / calls;
    }
}
