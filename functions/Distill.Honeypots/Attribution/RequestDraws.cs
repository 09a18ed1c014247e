using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// What a key would have set in the answers to requests. Draws do not depend on the key's signs, so a weight may look at them. For one thread.
/// </summary>
/// <param name="key">The key that draws.</param>
/// <param name="rate">The rate of the marking.</param>
internal sealed class RequestDraws(MarkKey key, double rate)
{
    private readonly Dictionary<string, RequestSelection> _selections = [];

    /// <summary>The chance that a cell is set.</summary>
    public double Rate { get; } = key.Layer.Rate(rate);

    /// <summary>Whether the cell is set in the answer to the request.</summary>
    public bool Sets(string request, Cell cell)
    {
        if (!_selections.TryGetValue(request, out var selection))
        {
            _selections[request] = selection = key.Select(request);
        }

        return selection.Includes(cell, Rate);
    }
}
