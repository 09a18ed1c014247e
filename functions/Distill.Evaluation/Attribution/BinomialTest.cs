using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Statistics;

namespace Distill.Evaluation.Attribution;

/// <summary>
/// The baseline: He and others (AAAI 2022) count the sites with the form that the key asks for, and take each for an even toss. Habits are
/// ignored, so a writer who often says one thing looks marked.
/// </summary>
internal static class BinomialTest
{
    /// <summary>ln p of at least as many agreeing sites, with the signs of one key on every cell.</summary>
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
