using Distill.Core.Honeypots;

namespace Distill.Core.Audits;

/// <summary>
/// Found text whose requests are known. A key says which cells of a request's text it set; text that left so and was not changed agrees with the key in
/// every one of them, so each has one vote, whatever the writer's habits. Which cells are drawn is another MAC than their signs: to those who never saw
/// the key's text the signs are fair coins still.
/// </summary>
internal sealed class RequestEvidence(IReadOnlyList<FoundAnswer> answers, CellRouter router, double rate)
{
    // A vote has no weight but its direction; the rate is even and explains nothing.
    private const double Even = 0.5;

    /// <summary>The cells that <paramref name="key"/> would have set.</summary>
    public LayerEvidence Of(MarkKey key)
    {
        var set = new Dictionary<Cell, CellCount>();
        foreach (var answer in answers)
        {
            var selection = key.Select(answer.Request);
            foreach (var count in answer.Choices.Cells)
            {
                if (router.Route(count.Cell) == key.Layer && selection.Includes(count.Cell, rate))
                {
                    var before = set.GetValueOrDefault(count.Cell);
                    set[count.Cell] = new CellCount(count.Cell, before.Chosen + count.Chosen, before.Sightings + count.Sightings);
                }
            }
        }

        // A text that has both forms as often says nothing.
        return new LayerEvidence(set.Values
            .Where(c => 2 * c.Chosen != c.Sightings)
            .Select(c => new CellEvidence(c, Even, 0, Math.Sign((2 * c.Chosen) - c.Sightings))));
    }
}
