using System.Buffers.Binary;
using System.Security.Cryptography;
using Distill.Contracts;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Keys;

/// <summary>
/// The cells that are set in one request's text. A keyed hash draws each cell by itself; its key is HMAC-SHA256(key, request id). All sites of a cell
/// are drawn together, so an excerpt shows the same draw as the whole, and a text does not spell a word in two ways.
/// </summary>
public readonly struct RequestSelection
{
    private readonly ulong _key0;
    private readonly ulong _key1;

    private RequestSelection(ulong key0, ulong key1) => (_key0, _key1) = (key0, key1);

    /// <summary>Whether the cell is set, with a chance of <paramref name="rate"/>.</summary>
    public bool Includes(Cell cell, double rate) => Draw(cell) < rate;

    internal static RequestSelection Of(ReadOnlySpan<byte> key, string requestId)
    {
        Span<byte> drawn = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, KeyLabel.Of("select", requestId), drawn);
        return new RequestSelection(BinaryPrimitives.ReadUInt64LittleEndian(drawn), BinaryPrimitives.ReadUInt64LittleEndian(drawn[8..]));
    }

    // In [0, 1): the hash's upper half.
    private double Draw(Cell cell) =>
        (uint)(SipHash.Of(_key0, _key1, MarkDictionary.Standard.Pairs[cell.Pair].Tag + cell.Context) >> 32) / 4_294_967_296.0;
}
