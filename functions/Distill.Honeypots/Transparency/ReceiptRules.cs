using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Transparency;

/// <summary>What every receipt of a log must agree with: the commitment's terms and, for those who have it, the master key.</summary>
public sealed class ReceiptRules
{
    private readonly TestTerms? _terms;
    private readonly MasterKey? _master;
    private readonly EpochId _epoch;
    private readonly CellRouter? _router;

    // Keys of the provider and of clusters. Those of accounts are too many to keep.
    private readonly Dictionary<string, MarkKey> _keys = new(StringComparer.Ordinal);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <param name="terms">The commitment's terms; null when there are none.</param>
    /// <param name="master">The master key; null to leave the marks unchecked.</param>
    public ReceiptRules(TestTerms? terms, MasterKey? master)
    {
        _terms = terms;
        _master = terms is not null && EpochId.TryParse(terms.Epoch, null, out _epoch) ? master : null;
        _router = _master?.Router(_epoch);
    }

    /// <summary>Returns what is wrong with the next line of the log; null when nothing is.</summary>
    /// <param name="line">The line.</param>
    public string? Fault(byte[] line)
    {
        if (ReceiptJson.Read(line) is not { } receipt)
        {
            return "is no receipt of this dictionary";
        }

        if (!_seen.Add(Convert.ToHexString(MerkleTree.Leaf(line))))
        {
            return "repeats an earlier line";
        }

        if (_terms is not null && receipt.Epoch.Value != _terms.Epoch)
        {
            return $"is of epoch {receipt.Epoch}, not of {_terms.Epoch}";
        }

        if (_terms is not null && receipt.Dictionary != _terms.Dictionary)
        {
            return "is of another dictionary than the commitment";
        }

        return _master is null || receipt.Sites.All(site => IsMarked(receipt, site)) ? null : "was not marked with the key of the commitment";
    }

    private bool IsMarked(Receipt receipt, MarkedSite site) =>
        _router!.Route(site.Cell) == site.Layer && KeyOf(receipt, site.Layer).Sign(site.Cell) > 0 == site.Form;

    private MarkKey KeyOf(Receipt receipt, Layer layer)
    {
        if (layer == Layer.Account)
        {
            return _master!.Derive(layer, receipt.Account.Value, _epoch);
        }

        var id = layer == Layer.Provider ? "" : receipt.Code.Value;
        if (!_keys.TryGetValue(id, out var key))
        {
            _keys.Add(id, key = _master!.Derive(layer, id, _epoch));
        }

        return key;
    }
}
