using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Distill.Client.Verdicts;

/// <summary>80 bits that stand for an account in the table: the key, and the bytes that choose its segment and tag its slot.</summary>
/// <remarks>
/// SipHash-1-3, the variant for tables, with 128 bits of output (Aumasson, Bernstein 2012, and their reference code) over the id's UTF-16 code units.
/// All 80 bits take part in a match, so an account that is not listed is taken for one of n that are with odds of n in 2^80: at a million verdicts 1
/// in 10^18, for each such account, and nobody who does not know the table's key can look for one.
/// </remarks>
internal readonly record struct AccountHash(ulong Key, byte Segment, byte Tag)
{
    /// <summary>Hashes an id. Allocates nothing.</summary>
    public static AccountHash Of(ReadOnlySpan<char> account, HashKey key)
    {
        var (first, second) = SipHash(MemoryMarshal.AsBytes(account), key);
        // Tag 0 is an empty slot's.
        return new(first, (byte)(second >> 8), (byte)Math.Max((byte)second, 1u));
    }

    internal static (ulong First, ulong Second) SipHash(ReadOnlySpan<byte> bytes, HashKey key)
    {
        var v0 = key.First ^ 0x736f_6d65_7073_6575;
        var v1 = key.Second ^ 0x646f_7261_6e64_6f6d ^ 0xee;
        var v2 = key.First ^ 0x6c79_6765_6e65_7261;
        var v3 = key.Second ^ 0x7465_6462_7974_6573;
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
