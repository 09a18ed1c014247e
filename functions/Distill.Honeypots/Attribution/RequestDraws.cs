using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Tells which cells a key would have set in the answers to requests. This does not depend on the key's signs, so a weight may use it. Use it on one
/// thread.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="rate">The rate at which text was marked.</param>
/// <param name="standsFor">The code or account whose requests the key is held against; null for the key's own. Decoys stand for others.</param>
internal sealed class RequestDraws(MarkKey key, double rate, string? standsFor = null)
{
    private readonly Dictionary<string, RequestSelection> _selections = [];
    private readonly string _id = standsFor ?? key.Id;

    /// <summary>The chance that a cell is set.</summary>
    public double Rate { get; } = key.Layer.Rate(rate);

    /// <summary>
    /// Returns whether the key may have marked an answer that was marked for this account and code; always true if they are unknown. Only the
    /// receipt decides, which has no sign of any key in it.
    /// </summary>
    public bool Marks(MarkAssignment? marked) =>
        marked is not { } known
        || key.Layer switch
        {
            Layer.Cluster => known.Code.Value == _id,
            Layer.Account => known.Account.Value == _id,
            _ => true,
        };

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
