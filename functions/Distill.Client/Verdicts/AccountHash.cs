using System.Runtime.InteropServices;
using Distill.Contracts;

namespace Distill.Client.Verdicts;

/// <summary>80 bits that stand for an account in the table: the key, and the bytes that choose its segment and tag its slot.</summary>
/// <remarks>
/// SipHash-1-3 with 128 bits of output over the id's UTF-16 code units. All 80 bits take part in a match. Among n listed accounts, the odds that an
/// account that is not listed matches one are n in 2^80: 1 in 10^18 for a million verdicts. Without the table's key, nobody can search for one.
/// </remarks>
internal readonly record struct AccountHash(ulong Key, byte Segment, byte Tag)
{
    /// <summary>Hashes an id. Allocates nothing.</summary>
    public static AccountHash Of(ReadOnlySpan<char> account, HashKey key)
    {
        var (first, second) = SipHash.Wide(key.First, key.Second, MemoryMarshal.AsBytes(account));
        // Tag 0 is an empty slot's.
        return new(first, (byte)(second >> 8), (byte)Math.Max((byte)second, 1u));
    }
}
