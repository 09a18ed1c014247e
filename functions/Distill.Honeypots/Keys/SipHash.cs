using System.Numerics;

namespace Distill.Honeypots.Keys;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, INDOCRYPT 2012, doi:10.1007/978-3-642-34931-7_28) of one word of eight bytes. A keyed draw for a cell takes
/// nanoseconds. An HMAC would take a microsecond.
/// </summary>
internal static class SipHash
{
    // The top byte of the last block holds the message's length.
    private const ulong Ending = 8UL << 56;

    public static ulong Of(ulong key0, ulong key1, ulong word)
    {
        var (v0, v1, v2, v3) = (
            key0 ^ 0x736f_6d65_7073_6575,
            key1 ^ 0x646f_7261_6e64_6f6d,
            key0 ^ 0x6c79_6765_6e65_7261,
            key1 ^ 0x7465_6462_7974_6573
        );
        Block(word, ref v0, ref v1, ref v2, ref v3);
        Block(Ending, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Block(ulong block, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= block;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= block;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
