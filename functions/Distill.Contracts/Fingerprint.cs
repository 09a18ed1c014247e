using System.IO.Hashing;

namespace Distill.Contracts;

/// <summary>A 64-bit fingerprint of a value that is compared and never shown. 0 means unknown.</summary>
public static class Fingerprint
{
    // A fixed seed, so that a value has the same fingerprint in every process and every release.
    private const long Seed = 0x4469_7374_696C_6C31;

    /// <summary>XXH3-64 of the bytes; 0 only if there are no bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return 0;
        }

        var hash = XxHash3.HashToUInt64(utf8, Seed);
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Mixes two fingerprints; their order matters (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong a, ulong b)
    {
        var z = a + 0x9E37_79B9_7F4A_7C15 + (b * 0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
