using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>A framing that an account puts around different prompts.</summary>
/// <param name="Key">The framing. Equal keys in two accounts mean the same words at the same end of the prompt.</param>
/// <param name="Calls">Calls of the account that carry the framing.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct FramingUse(FramingKey Key, int Calls);

/// <summary>Identifies a framing: which words, how many of them, and at which end of the prompt.</summary>
public readonly record struct FramingKey(ulong Value) : IComparable<FramingKey>
{
    // Takes the place of length and end in the key of a word pair.
    private const ulong PairMark = 0xFE;

    // The same for a passage from inside.
    private const ulong PassageMark = 0xFC;

    /// <summary>Makes a key from the hash of the first (or last) words at one of the extractor's lengths.</summary>
    public static FramingKey Of(uint hash, int lengthIndex, bool isTail) => new(((ulong)hash << 8) | (uint)(lengthIndex << 1) | (isTail ? 1UL : 0UL));

    /// <summary>Makes a key from the hash of a word pair near either end.</summary>
    public static FramingKey OfPair(uint hash) => new(((ulong)hash << 8) | PairMark);

    /// <summary>Makes a key from the hash of a passage.</summary>
    public static FramingKey OfPassage(uint hash) => new(((ulong)hash << 8) | PassageMark);

    public bool IsTail => (Value & 1) != 0;

    /// <summary>False when the prompt has too few words for this length.</summary>
    public bool HasHash => Value >> 8 != 0;

    public int CompareTo(FramingKey other) => Value.CompareTo(other.Value);

    public static bool operator <(FramingKey left, FramingKey right) => left.Value < right.Value;

    public static bool operator >(FramingKey left, FramingKey right) => left.Value > right.Value;

    public static bool operator <=(FramingKey left, FramingKey right) => left.Value <= right.Value;

    public static bool operator >=(FramingKey left, FramingKey right) => left.Value >= right.Value;
}
