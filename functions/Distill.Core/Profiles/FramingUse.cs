using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>A framing that an account put around different prompts.</summary>
/// <param name="Key">The framing: equal keys in two accounts are the same words at the same end of the prompt.</param>
/// <param name="Calls">Calls of the account that carry it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct FramingUse(FramingKey Key, int Calls);

/// <summary>Which words, at which end, how many of them.</summary>
public readonly record struct FramingKey(ulong Value) : IComparable<FramingKey>
{
    private const ulong PairMark = 0xFE;

    /// <summary>The key of the hash of the first (or last) words at one of the extractor's lengths.</summary>
    public static FramingKey Of(uint hash, int lengthIndex, bool isTail) => new(((ulong)hash << 8) | (uint)(lengthIndex << 1) | (isTail ? 1UL : 0UL));

    /// <summary>The key of a pair of words near either end.</summary>
    public static FramingKey OfPair(uint hash) => new(((ulong)hash << 8) | PairMark);

    public bool IsTail => (Value & 1) != 0;

    /// <summary>False where a prompt has too few words.</summary>
    public bool HasHash => Value >> 8 != 0;

    public int CompareTo(FramingKey other) => Value.CompareTo(other.Value);

    public static bool operator <(FramingKey left, FramingKey right) => left.Value < right.Value;

    public static bool operator >(FramingKey left, FramingKey right) => left.Value > right.Value;

    public static bool operator <=(FramingKey left, FramingKey right) => left.Value <= right.Value;

    public static bool operator >=(FramingKey left, FramingKey right) => left.Value >= right.Value;
}
