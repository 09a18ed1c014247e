using Distill.Core.Honeypots;

namespace Distill.Core.Audits;

/// <summary>The cells of one layer, ready to be held against any number of its keys.</summary>
internal sealed class LayerEvidence
{
    private readonly CellEvidence[] _cells;
    private readonly double[] _weights;

    public LayerEvidence(IEnumerable<CellEvidence> cells)
    {
        _cells = [.. cells];
        _weights = Array.ConvertAll(_cells, c => c.Weight);
    }

    public IReadOnlyList<CellEvidence> Cells => _cells;

    private sbyte[] Signs(MarkKey key) => Array.ConvertAll(_cells, c => (sbyte)key.Sign(c.Count.Cell));

    public SignTest Test(MarkKey key) => SignTest.Of(_weights, Signs(key));

    /// <summary>Several layers, each against its own key, as one test.</summary>
    public static SignTest Test(IReadOnlyList<(LayerEvidence Evidence, MarkKey Key)> layers) =>
        SignTest.Of([.. layers.SelectMany(l => l.Evidence._weights)], [.. layers.SelectMany(l => l.Evidence.Signs(l.Key))]);

    /// <summary>
    /// What is left when the part that <paramref name="key"/> explains is taken out: the share e for which p = b + e (target - b) fits the rates best
    /// by weighted least squares. A test of another key on the rest is as valid as one on the whole: to that key's signs this one's are fixed numbers.
    /// </summary>
    public LayerEvidence Without(MarkKey key, double tau)
    {
        var signs = Signs(key);
        var (with, squares) = (0.0, 0.0);
        for (var i = 0; i < _cells.Length; i++)
        {
            var (pull, variance) = (Pull(i), _cells[i].Variance(tau));
            with += pull * (((double)_cells[i].Count.Chosen / _cells[i].Count.Sightings) - _cells[i].Habit - _cells[i].Shift) / variance;
            squares += pull * pull / variance;
        }

        var share = squares > 0 ? Math.Clamp(with / squares, 0, 1) : 0;
        return new LayerEvidence(_cells.Select((c, i) => c.Explained(share * Pull(i), tau)));

        double Pull(int i) => (signs[i] > 0 ? 1 : 0) - _cells[i].Habit;
    }
}
