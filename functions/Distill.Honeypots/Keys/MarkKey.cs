using System.Security.Cryptography;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Keys;

/// <summary>
/// A key of one layer, id and epoch. It says of every cell which form is its mark, and of every request which cells are set. Safe for use from
/// several threads. It never prints.
/// </summary>
public sealed class MarkKey
{
    private readonly byte[] _key;

    // The signs of a pair, a bit a context: filled on first use; two threads that do so at once write the same.
    private readonly byte[]?[] _signs = new byte[MarkDictionary.Standard.Pairs.Count][];

    internal MarkKey(Layer layer, string id, EpochId epoch, byte[] key) => (Layer, Id, Epoch, _key) = (layer, id, epoch, key);

    public Layer Layer { get; }

    /// <summary>The account or the code; empty for the provider's.</summary>
    public string Id { get; }

    public EpochId Epoch { get; }

    /// <summary>
    /// +1 where the mark is the pair's second form (<see cref="Site.Form"/> true), -1 where it is the first. Bit <see cref="Cell.Context"/> of
    /// HMAC-SHA256(key, version | kind | pair): independent fair coins to whoever does not have the key.
    /// </summary>
    public int Sign(Cell cell)
    {
        var signs = _signs[cell.Pair] ??= HMACSHA256.HashData(_key, MarkDictionary.Standard.Pairs[cell.Pair].Label);
        return ((signs[cell.Context >> 3] >> (cell.Context & 7)) & 1) == 0 ? -1 : 1;
    }

    /// <summary>Which cells a request's text is set in.</summary>
    public RequestSelection Select(string requestId) => RequestSelection.Of(_key, requestId);

    public override string ToString() => $"{Layer} key of '{Id}' in {Epoch} (not shown)";
}
