using System.Buffers.Binary;
using System.Security.Cryptography;
using Distill.Contracts;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Keys;

/// <summary>
/// The cells that are set in one request's text. A keyed hash draws each cell on its own; its key is HMAC-SHA256(key, request id). All sites of a
/// cell share one draw. So an excerpt has the same draws as the whole, and a text never spells a word in two ways.
/// </summary>
public readonly struct RequestSelection
{
    private readonly ulong _key0;
    private readonly ulong _key1;

    private RequestSelection(ulong key0, ulong key1) => (_key0, _key1) = (key0, key1);

    /// <summary>Returns whether the cell is set. The chance is <paramref name="rate"/>.</summary>
    public bool Includes(Cell cell, double rate) => Draw(cell) < rate;

    internal static RequestSelection Of(ReadOnlySpan<byte> key, string requestId)
    {
        Span<byte> drawn = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, KeyLabel.Of("select", requestId), drawn);
        return new RequestSelection(BinaryPrimitives.ReadUInt64LittleEndian(drawn), BinaryPrimitives.ReadUInt64LittleEndian(drawn[8..]));
    }

    // Returns a number in [0, 1), made from the upper half of the hash.
    private double Draw(Cell cell) =>
        (uint)(SipHash.Of(_key0, _key1, MarkDictionary.Standard.Pairs[cell.Pair].Tag + cell.Context) >> 32) / 4_294_967_296.0;
}
