using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>The keys that mark one response, one for each layer, and which cells they set in it.</summary>
internal sealed class RequestKeys(CellRouter router, double rate, string requestId, MarkKey provider, MarkKey? cluster, MarkKey account)
{
    private readonly MarkKey?[] _keys = [provider, cluster, account];
    private readonly RequestSelection?[] _selections = new RequestSelection?[3];

    public Layer LayerOf(Cell cell) => router.Route(cell);

    /// <summary>Returns the form that the cell is set to; null if it is left alone.</summary>
    public bool? FormOf(Cell cell)
    {
        var layer = router.Route(cell);
        if (_keys[(int)layer] is not { } key)
        {
            return null;
        }

        var chance = layer.Rate(rate);
        return chance >= 1 || Selection(key).Includes(cell, chance) ? key.Sign(cell) > 0 : null;
    }

    private RequestSelection Selection(MarkKey key) => _selections[(int)key.Layer] ??= key.Select(requestId);
}
