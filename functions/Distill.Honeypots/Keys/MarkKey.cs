using System.Security.Cryptography;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Keys;

/// <summary>
/// A key of one layer, id and epoch. It says which form of each cell is the mark, and which cells are set for each request. Safe for several threads.
/// Its bytes are never shown as text.
/// </summary>
public sealed class MarkKey
{
    private readonly byte[] _key;

    // The signs of each pair, one bit for each context. They are computed on first use. If two threads do so at once, both write the same.
    private readonly byte[]?[] _signs = new byte[MarkDictionary.Standard.Pairs.Count][];

    internal MarkKey(Layer layer, string id, EpochId epoch, byte[] key) => (Layer, Id, Epoch, _key) = (layer, id, epoch, key);

    public Layer Layer { get; }

    /// <summary>The account or the code; empty for the provider.</summary>
    public string Id { get; }

    public EpochId Epoch { get; }

    /// <summary>
    /// Returns +1 if the mark is the pair's second form (<see cref="Site.Form"/> true), -1 if it is the first. The sign is bit
    /// <see cref="Cell.Context"/> of HMAC-SHA256(key, version | kind | pair). To anyone without the key, signs are independent fair coins.
    /// </summary>
    public int Sign(Cell cell)
    {
        var signs = _signs[cell.Pair] ??= HMACSHA256.HashData(_key, MarkDictionary.Standard.Pairs[cell.Pair].Label);
        return ((signs[cell.Context >> 3] >> (cell.Context & 7)) & 1) == 0 ? -1 : 1;
    }

    /// <summary>Returns which cells are set in a request's text.</summary>
    public RequestSelection Select(string requestId) => RequestSelection.Of(_key, requestId);

    public override string ToString() => $"{Layer} key of '{Id}' in {Epoch} (not shown)";
}
