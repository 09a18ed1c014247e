using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Attribution;

/// <summary>All sightings of a cell in a suspect's answers.</summary>
/// <param name="Cell">Pair and context.</param>
/// <param name="Habit">The writer's rate for the pair in all its other contexts, whatever the request.</param>
/// <param name="Parts">By request, each once.</param>
internal sealed record CellSightings(Cell Cell, double Habit, IReadOnlyList<CellPart> Parts)
{
    /// <summary>
    /// The cells of a sample, in an order that is the same for the same sample. Krichevsky and Trofimov's half a sighting keeps habits away from 0
    /// and 1.
    /// </summary>
    public static IReadOnlyList<CellSightings> Of(IReadOnlyList<Answer> answers)
    {
        CellSightings[] cells =
        [
            .. answers
                .GroupBy(a => a.Request, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(g =>
                    g.SelectMany(a => a.Choices.Cells)
                        .GroupBy(c => c.Cell)
                        .Select(c => (Cell: c.Key, Part: new CellPart(g.Key, c.Sum(n => n.Chosen), c.Sum(n => n.Sightings), 0)))
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
    /// What the cell says of a key: the sightings in the answers where the key sets it, and those whose request is not known. Where the key sets
    /// nothing a student could learn nothing of its sign. Null where none is left.
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

    /// <summary>The same cell, so much of the rate in what concerns a key explained by it.</summary>
    public CellSightings Explained(RequestDraws draws, double shift) =>
        this with
        {
            Parts = [.. Parts.Select(p => p.Concerns(draws, Cell) ? p with { Shift = p.Shift + shift } : p)],
        };

    private static double Elsewhere(CellSightings cell, (long Chosen, long Sightings) pair) =>
        (pair.Chosen - cell.Parts.Sum(p => p.Chosen) + 0.5) / (pair.Sightings - cell.Parts.Sum(p => p.Sightings) + 1);
}
