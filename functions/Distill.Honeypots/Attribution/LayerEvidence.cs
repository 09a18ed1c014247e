using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>The cells of one layer, ready to be tested against any number of its keys.</summary>
public sealed class LayerEvidence
{
    private readonly CellSightings[] _cells;
    private readonly AttributionOptions _options;

    internal LayerEvidence(IEnumerable<CellSightings> cells, AttributionOptions options) => (_cells, _options) = ([.. cells], options);

    /// <summary>Takes all cells of a sample as if they belonged to one layer.</summary>
    public LayerEvidence(IReadOnlyList<Answer> sample, AttributionOptions options)
        : this(CellSightings.Of(sample), options) { }

    internal int Cells => _cells.Length;

    internal long Sites => _cells.Sum(c => c.Parts.Sum(p => (long)p.Sightings));

    /// <summary>
    /// Returns what the cells show about a key. The weights depend on which cells the key sets for each request, but never on its signs.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="standsFor">The code or account whose requests the key is held against; null for the key's own.</param>
    internal IReadOnlyList<CellEvidence> Of(MarkKey key, string? standsFor = null) => Of(new RequestDraws(key, _options.MarkingRate, standsFor));

    /// <summary>Tests a key. Answers that were marked for others do not count.</summary>
    public SignTest Test(MarkKey key) => Test([(this, key)]);

    /// <summary>Tests a decoy on the requests of another code or account.</summary>
    internal SignTest Test(MarkKey decoy, string? standsFor) => Test([(Of(decoy, standsFor), decoy)]);

    /// <summary>Tests several layers at once, each against its own key.</summary>
    internal static SignTest Test(IReadOnlyList<(LayerEvidence Evidence, MarkKey Key)> layers) =>
        Test([.. layers.Select(l => (l.Evidence.Of(l.Key), l.Key))]);

    /// <summary>How many sightings were marked for this code.</summary>
    internal long SightingsOf(string code) => _cells.Sum(c => c.Parts.Where(p => p.Marked?.Code.Value == code).Sum(p => (long)p.Sightings));

    /// <summary>
    /// Returns the evidence without the part that <paramref name="key"/> explains. That part is the share e for which p = b + e (target - b) fits the
    /// rates best by weighted least squares. Testing another key on the rest is as valid as on the whole, because this key's signs are fixed numbers
    /// that do not depend on that key's signs.
    /// </summary>
    internal LayerEvidence Without(MarkKey key)
    {
        var draws = new RequestDraws(key, _options.MarkingRate);
        var (with, squares) = (0.0, 0.0);
        foreach (var cell in Of(draws))
        {
            var (pull, variance) = (Pull(cell.Count.Cell, cell.Habit), cell.Variance(_options.Tau));
            with += pull * cell.Surprise / variance;
            squares += pull * pull / variance;
        }

        var share = squares > 0 ? Math.Clamp(with / squares, 0, 1) : 0;
        return new LayerEvidence(_cells.Select(c => c.Explained(draws, share * Pull(c.Cell, c.Habit))), _options);

        double Pull(Cell cell, double habit) => (key.Sign(cell) > 0 ? 1 : 0) - habit;
    }

    private static SignTest Test(IReadOnlyList<(IReadOnlyList<CellEvidence> Cells, MarkKey Key)> layers)
    {
        var (weights, signs) = (new List<double>(), new List<sbyte>());
        foreach (var (cells, key) in layers)
        {
            foreach (var cell in cells)
            {
                weights.Add(cell.Weight);
                signs.Add((sbyte)key.Sign(cell.Count.Cell));
            }
        }

        return SignTest.Of([.. weights], [.. signs]);
    }

    private List<CellEvidence> Of(RequestDraws draws)
    {
        var evidence = new List<CellEvidence>(_cells.Length);
        foreach (var cell in _cells)
        {
            if (cell.Evidence(draws, _options.Tau) is { } said)
            {
                evidence.Add(said);
            }
        }

        return evidence;
    }
}
