using System.Numerics;

namespace Distill.Core.Statistics;

/// <summary>Which of many 64-bit keys were seen twice or more, in two bits for each place: never wrong of those that were, now and then of those that were not.</summary>
/// <remarks>A Bloom filter with one hash (Bloom, CACM 1970) and its second layer: what lights a place that is lit already.</remarks>
internal sealed class SeenTwice
{
    private const int LeastBits = 64, MostBits = 1 << 28, BitsOfKey = 4;

    private readonly ulong[] _once;
    private readonly ulong[] _twice;
    private readonly int _shift;

    private SeenTwice(int bits)
    {
        (_once, _twice) = (new ulong[bits / 64], new ulong[bits / 64]);
        _shift = 64 - BitOperations.Log2((uint)bits);
    }

    /// <summary>One for so many keys, repetitions counted: four places for each, up to 64 MB in all.</summary>
    public static SeenTwice For(long keys) => new((int)Math.Min(MostBits, BitOperations.RoundUpToPowerOf2((ulong)Math.Max(LeastBits, BitsOfKey * keys))));

    public void See(ulong key)
    {
        var at = At(key);
        var bit = 1UL << (int)(at & 63);
        ref var once = ref _once[at >> 6];
        if ((once & bit) != 0)
        {
            _twice[at >> 6] |= bit;
        }

        once |= bit;
    }

    public bool WasSeenTwice(ulong key)
    {
        var at = At(key);
        return (_twice[at >> 6] & (1UL << (int)(at & 63))) != 0;
    }

    private ulong At(ulong key) => (key * 0x9E37_79B9_7F4A_7C15) >> _shift;
}
