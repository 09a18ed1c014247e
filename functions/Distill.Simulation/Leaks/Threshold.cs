using System.Globalization;

namespace Distill.Simulation.Leaks;

/// <summary>
/// Finds the threshold on a statistic with the best F1. It tries to flag all accounts at or above, and all at or below, each value.
/// </summary>
internal static class Threshold
{
    public static Leak? Best(double[] values, bool[] labels)
    {
        var positives = labels.Count(label => label);
        var order = Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i])).ToArray();
        if (positives == 0 || order.Length == 0)
        {
            return null;
        }

        Array.Sort(order, (a, b) => values[a].CompareTo(values[b]));
        Leak? best = null;
        foreach (var upwards in new[] { true, false })
        {
            var hit = 0;
            for (var taken = 1; taken <= order.Length; taken++)
            {
                var i = upwards ? order[^taken] : order[taken - 1];
                if (labels[i])
                {
                    hit++;
                }
                // Accounts with equal values are flagged together.
                if (taken < order.Length && values[upwards ? order[^(taken + 1)] : order[taken]] == values[i])
                {
                    continue;
                }

                var f1 = 2.0 * hit / (taken + positives);
                if (best is null || f1 > best.F1)
                {
                    best = new(
                        "",
                        string.Create(CultureInfo.InvariantCulture, $"{(upwards ? ">=" : "<=")} {values[i]:G4}"),
                        f1,
                        (double)hit / taken,
                        (double)hit / positives
                    );
                }
            }
        }
        return best;
    }
}
