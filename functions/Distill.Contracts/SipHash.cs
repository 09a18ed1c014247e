using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Distill.Contracts;

/// <summary>SipHash, a keyed hash that costs nanoseconds (Aumasson and Bernstein, INDOCRYPT 2012, and their reference code).</summary>
internal static class SipHash
{
    /// <summary>SipHash-2-4 of one word of eight bytes.</summary>
    public static ulong Of(ulong key0, ulong key1, ulong word)
    {
        // The message's length stands in the top byte of its last block.
        const ulong Ending = 8UL << 56;
        var v0 = key0 ^ 0x736f_6d65_7073_6575;
        var v1 = key1 ^ 0x646f_7261_6e64_6f6d;
        var v2 = key0 ^ 0x6c79_6765_6e65_7261;
        var v3 = key1 ^ 0x7465_6462_7974_6573;
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
        v3 ^= Ending;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= Ending;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Finish(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /// <summary>SipHash-1-3, the variant for tables, with 128 bits of output.</summary>
    public static (ulong First, ulong Second) Wide(ulong key0, ulong key1, ReadOnlySpan<byte> bytes)
    {
        var v0 = key0 ^ 0x736f_6d65_7073_6575;
        var v1 = key1 ^ 0x646f_7261_6e64_6f6d ^ 0xee;
        var v2 = key0 ^ 0x6c79_6765_6e65_7261;
        var v3 = key1 ^ 0x7465_6462_7974_6573;
        var last = (ulong)bytes.Length << 56;
        while (bytes.Length >= sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            bytes = bytes[sizeof(ulong)..];
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            last |= (ulong)bytes[i] << (8 * i);
        }

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;

        v2 ^= 0xee;
        Finish(ref v0, ref v1, ref v2, ref v3);
        var first = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        Finish(ref v0, ref v1, ref v2, ref v3);
        return (first, v0 ^ v1 ^ v2 ^ v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
