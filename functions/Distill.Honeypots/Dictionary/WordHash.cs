using System.Numerics;

namespace Distill.Honeypots.Dictionary;

/// <summary>FNV-1a hash of a word in lower case. It is for look-ups, not for secrets.</summary>
internal static class WordHash
{
    public const ulong Empty = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = Empty;
        foreach (var c in word)
        {
            hash = Add(hash, c);
        }

        return hash;
    }

    /// <summary>Returns the hashes of words that are separated by spaces.</summary>
    public static HashSet<ulong> SetOf(string words) => [.. words.Split(' ').Select(w => Of(w))];

    public static ulong Add(ulong hash, char c) =>
        (
            hash
            ^ (
                c is >= 'A' and <= 'Z' ? (char)(c | 0x20)
                : c == '\u2019' ? '\''
                : c
            )
        ) * Prime;

    /// <summary>Adds a word's hash to the hash of the words before it. Returns the hash of all.</summary>
    public static ulong Join(ulong words, ulong next) => (BitOperations.RotateLeft(words, 17) ^ next) * Prime;

    /// <summary>Returns the bucket of a context.</summary>
    public static byte Bucket(ulong hash) => (byte)((hash * 0x9E37_79B9_7F4A_7C15) >> 56);
}
