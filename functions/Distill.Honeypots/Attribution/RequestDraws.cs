using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Tells which cells a key would have set in the answers to requests. This does not depend on the key's signs, so a weight may use it. Use it on one
/// thread.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="rate">The rate at which text was marked.</param>
internal sealed class RequestDraws(MarkKey key, double rate)
{
    private readonly Dictionary<string, RequestSelection> _selections = [];

    /// <summary>The chance that a cell is set.</summary>
    public double Rate { get; } = key.Layer.Rate(rate);

    /// <summary>Returns whether the key sets the cell in the answer to the request.</summary>
    public bool Sets(string request, Cell cell)
    {
        if (!_selections.TryGetValue(request, out var selection))
        {
            _selections[request] = selection = key.Select(request);
        }

        return selection.Includes(cell, Rate);
    }
}
