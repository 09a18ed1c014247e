using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Statistics;

namespace Distill.Evaluation.Attribution;

/// <summary>
/// The test to compare with. He and others (AAAI 2022) count the sites with the form that the key asks for, and treat each site as a fair coin. They
/// ignore habits, so a writer who mostly uses one form looks marked.
/// </summary>
internal static class BinomialTest
{
    /// <summary>Returns ln p of at least this many agreeing sites, if one key gives the signs of all cells.</summary>
    public static double LogP(IReadOnlyList<CellCount> cells, MarkKey key)
    {
        var (hits, sites) = (0, 0);
        foreach (var cell in cells)
        {
            hits += key.Sign(cell.Cell) > 0 ? cell.Chosen : cell.Sightings - cell.Chosen;
            sites += cell.Sightings;
        }

        return Tails.LogBinomialUpper(hits, sites, 0.5);
    }
}
