using System.Security.Cryptography;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Keys;

/// <summary>
/// A key of one layer, id and epoch. For each cell it says which form is its mark, and for each request which cells are set. Safe for several
/// threads. It never prints.
/// </summary>
public sealed class MarkKey
{
    private readonly byte[] _key;

    // The signs of a pair, one bit for each context. They are filled on first use. Two threads that do so at once write the same.
    private readonly byte[]?[] _signs = new byte[MarkDictionary.Standard.Pairs.Count][];

    internal MarkKey(Layer layer, string id, EpochId epoch, byte[] key) => (Layer, Id, Epoch, _key) = (layer, id, epoch, key);

    public Layer Layer { get; }

    /// <summary>The account or the code; empty for the provider.</summary>
    public string Id { get; }

    public EpochId Epoch { get; }

    /// <summary>
    /// +1 if the mark is the pair's second form (<see cref="Site.Form"/> true), -1 if it is the first. It is bit <see cref="Cell.Context"/> of
    /// HMAC-SHA256(key, version | kind | pair): independent fair coins for anyone without the key.
    /// </summary>
    public int Sign(Cell cell)
    {
        var signs = _signs[cell.Pair] ??= HMACSHA256.HashData(_key, MarkDictionary.Standard.Pairs[cell.Pair].Label);
        return ((signs[cell.Context >> 3] >> (cell.Context & 7)) & 1) == 0 ? -1 : 1;
    }

    /// <summary>The cells that are set in a request's text.</summary>
    public RequestSelection Select(string requestId) => RequestSelection.Of(_key, requestId);

    public override string ToString() => $"{Layer} key of '{Id}' in {Epoch} (not shown)";
}
