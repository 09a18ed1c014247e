using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Attribution;

/// <summary>All sightings of a cell in a suspect's answers.</summary>
/// <param name="Cell">Pair and context.</param>
/// <param name="Habit">The writer's rate for the pair in all its other contexts, whatever the request.</param>
/// <param name="Parts">The sightings by request.</param>
internal sealed record CellSightings(Cell Cell, double Habit, IReadOnlyList<CellPart> Parts)
{
    /// <summary>
    /// Returns the cells of a sample, in an order that depends on the sample alone. Each form counts half a sighting more (Krichevsky and Trofimov,
    /// doi:10.1109/TIT.1981.1056331), so that no habit is 0 or 1.
    /// </summary>
    public static IReadOnlyList<CellSightings> Of(IReadOnlyList<Answer> answers)
    {
        CellSightings[] cells =
        [
            .. answers
                .GroupBy(a => (a.Request, a.Marked))
                .OrderBy(g => g.Key.Request, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Marked?.Code.Value, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Marked?.Account.Value, StringComparer.Ordinal)
                .SelectMany(g =>
                    g.SelectMany(a => a.Choices.Cells)
                        .GroupBy(c => c.Cell)
                        .Select(c => (Cell: c.Key, Part: new CellPart(g.Key.Request, g.Key.Marked, c.Sum(n => n.Chosen), c.Sum(n => n.Sightings), 0)))
                )
                .GroupBy(p => p.Cell, p => p.Part)
                .OrderBy(c => c.Key.Pair)
                .ThenBy(c => c.Key.Context)
                .Select(c => new CellSightings(c.Key, 0, [.. c])),
        ];
        var pairs = new Dictionary<ushort, (long Chosen, long Sightings)>();
        foreach (var cell in cells)
        {
            var (chosen, sightings) = pairs.GetValueOrDefault(cell.Cell.Pair);
            pairs[cell.Cell.Pair] = (chosen + cell.Parts.Sum(p => p.Chosen), sightings + cell.Parts.Sum(p => p.Sightings));
        }

        return Array.ConvertAll(cells, c => c with { Habit = Elsewhere(c, pairs[c.Cell.Pair]) });
    }

    /// <summary>
    /// Returns what the cell shows about a key; null if no sighting counts. Sightings count in answers where the key sets the cell, and in answers
    /// whose request is unknown, unless they were marked for others. In all others a student could not learn the key's sign.
    /// </summary>
    public CellEvidence? Evidence(RequestDraws draws, double tau)
    {
        var (chosen, sightings, shift, set) = (0, 0, 0.0, 0.0);
        foreach (var part in Parts)
        {
            if (part.Concerns(draws, Cell))
            {
                chosen += part.Chosen;
                sightings += part.Sightings;
                shift += part.Sightings * part.Shift;
                set += part.Sightings * (part.Request.Length > 0 ? 1 : draws.Rate);
            }
        }

        return sightings > 0 ? CellEvidence.Of(new CellCount(Cell, chosen, sightings), Habit, shift / sightings, set / sightings, tau) : null;
    }

    /// <summary>Returns the same cell with one more part of the rate explained, in the answers where the key matters.</summary>
    public CellSightings Explained(RequestDraws draws, double shift) =>
        this with
        {
            Parts = [.. Parts.Select(p => p.Concerns(draws, Cell) ? p with { Shift = p.Shift + shift } : p)],
        };

    private static double Elsewhere(CellSightings cell, (long Chosen, long Sightings) pair) =>
        (pair.Chosen - cell.Parts.Sum(p => p.Chosen) + 0.5) / (pair.Sightings - cell.Parts.Sum(p => p.Sightings) + 1);
}
