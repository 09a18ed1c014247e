using System.Globalization;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Finds prompt framings that both parts use and hardly anybody else does.</summary>
/// <remarks>
/// The framing that ties most is compared with chance: as many of a part's customers use it as do, if each uses it with the share of the unrelated
/// customers of standing (binomial tail). Both parts are tested, and the less surprising one counts. Framings that unrelated customers use too are
/// left out before (<see cref="Part.Common"/>), because several operators may use the same public ones.
/// </remarks>
internal static class FramingTie
{
    // Fewest framings in common. Two people may word one opening alike.
    private const int MinFramings = 2;

    /// <summary>Null when the parts share fewer than two framings of their own, or when chance explains it.</summary>
    public static Evidence? Measure(Part a, Part b, Parts parts, PopulationBaseline population)
    {
        var others = Math.Max(0, population.Customers.EstablishedCount - a.Customers - b.Customers);
        var (shared, weight, most, unrelated) = (0, 0.0, (A: 0, B: 0), 0);
        for (int i = 0, j = 0; i < a.Framings.Length && j < b.Framings.Length; )
        {
            var order = a.Framings[i].Framing.CompareTo(b.Framings[j].Framing);
            if (order == 0)
            {
                shared++;
                var users = parts.UnrelatedUsersOf(a.Framings[i].Framing);
                var share = (users + 1.0) / (others + 2);
                var own = -Math.Max(
                    Tails.LogBinomialUpper(a.Framings[i].Customers, a.Customers, share),
                    Tails.LogBinomialUpper(b.Framings[j].Customers, b.Customers, share)
                );
                if (own > weight)
                {
                    (weight, most, unrelated) = (own, (a.Framings[i].Customers, b.Framings[j].Customers), users);
                }
            }

            (i, j) = (order <= 0 ? i + 1 : i, order >= 0 ? j + 1 : j);
        }

        return shared < MinFramings || weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Framings,
                "operation_templates",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Both put the same {shared} prompt framings around their prompts: {most.A} of its {a.Customers} customers and {most.B} of the "
                        + $"{b.Customers} others use one that {unrelated} of {others} unrelated customers use; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }
}
