using System.Runtime.InteropServices;
using Distill.Contracts;

namespace Distill.Client.Verdicts;

/// <summary>An account's 80-bit hash. The table stores it in place of the id. One byte chooses the segment, and one tags the slot.</summary>
/// <remarks>
/// It is SipHash-1-3 with 128 bits of output over the id's UTF-16 code units, cut to 80 bits. A match compares all 80 bits. With n listed accounts,
/// an account that is not listed matches one of them with odds of n in 2^80. For a million verdicts, this is 1 in 10^18. Without the table's key,
/// nobody can search for such an account.
/// </remarks>
internal readonly record struct AccountHash(ulong Key, byte Segment, byte Tag)
{
    /// <summary>Returns the hash of an id. Allocates nothing.</summary>
    public static AccountHash Of(ReadOnlySpan<char> account, HashKey key)
    {
        var (first, second) = SipHash.Wide(key.First, key.Second, MemoryMarshal.AsBytes(account));
        // Tag 0 marks an empty slot.
        return new(first, (byte)(second >> 8), (byte)Math.Max((byte)second, 1u));
    }
}
