using Distill.Core.Audits;
using Distill.Core.Honeypots;
using Distill.Core.Statistics;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary>
/// The baseline: He and others (AAAI 2022) count the sites that have the form that the key asks for and take each for an even toss. Habits are none, so that
/// a writer who says one thing often looks like a mark.
/// </summary>
internal static class BinomialTest
{
    /// <summary>ln p of as many agreeing sites among all.</summary>
    public static double LogP(IReadOnlyList<CellCount> cells, ReadOnlySpan<sbyte> signs)
    {
        var (hits, sites) = (0, 0);
        for (var i = 0; i < cells.Count; i++)
        {
            hits += signs[i] > 0 ? cells[i].Chosen : cells[i].Sightings - cells[i].Chosen;
            sites += cells[i].Sightings;
        }

        return Tails.LogBinomialUpper(hits, sites, 0.5);
    }

    /// <summary>ln p with the signs of one key on every cell.</summary>
    public static double LogP(IReadOnlyList<CellCount> cells, MarkKey key) => LogP(cells, [.. cells.Select(c => (sbyte)key.Sign(c.Cell))]);
}
