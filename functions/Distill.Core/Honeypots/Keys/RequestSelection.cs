using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Distill.Core.Honeypots;

/// <summary>
/// The cells that one request's text is set in, drawn by HMAC-SHA256(key, request id). All sites of a cell are drawn together: an excerpt shows the
/// same draw as the whole, and a text does not spell a word in two ways.
/// </summary>
public readonly struct RequestSelection
{
    // Cells are drawn by slot: a text has some tens of them, and four MACs fill all slots.
    private const int SlotBits = 7;

    private readonly Draws _draws;

    private RequestSelection(Draws draws) => _draws = draws;

    /// <summary>Whether the cell is set, with a chance of <paramref name="rate"/>.</summary>
    public bool Includes(Cell cell, double rate) =>
        _draws[(int)(((((uint)cell.Pair << 8) | cell.Context) * 2_654_435_769u) >> (32 - SlotBits))] < (int)Math.Round(rate * 256);

    internal static RequestSelection Of(ReadOnlySpan<byte> key, string requestId)
    {
        var draws = default(Draws);
        Span<byte> bytes = draws;
        Span<byte> message = KeyLabel.Of("select", requestId, " ");
        for (var i = 0; i < bytes.Length; i += HMACSHA256.HashSizeInBytes)
        {
            message[^1] = (byte)i;
            HMACSHA256.HashData(key, message, bytes[i..]);
        }

        return new RequestSelection(draws);
    }

    [InlineArray(1 << SlotBits)]
    private struct Draws
    {
        private byte _first;
    }
}
