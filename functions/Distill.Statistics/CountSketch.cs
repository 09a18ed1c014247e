using System.Numerics;
using System.Runtime.CompilerServices;

namespace Distill.Statistics;

/// <summary>About how often each of many 64-bit keys was seen, in four bits for each place: never too few, now and then too many.</summary>
/// <remarks>A count-min sketch of one row (Cormode and Muthukrishnan, J. Algorithms 2005), whose counters stop at 15.</remarks>
internal sealed class CountSketch
{
    private const int LeastPlaces = 64,
        MostPlaces = 1 << 27,
        PlacesOfKey = 4;

    private ulong[] _counters = [];
    private int _shift;

    /// <summary>The highest count that is told from others.</summary>
    public const int Most = 15;

    /// <summary>One for so many keys, repetitions counted: four places for each, up to 64 MB in all.</summary>
    public static CountSketch For(long keys)
    {
        var sketch = new CountSketch();
        sketch.Clear(keys);
        return sketch;
    }

    /// <summary>Forgets what was seen, and makes room for so many keys.</summary>
    public void Clear(long keys)
    {
        var places = (int)Math.Min(MostPlaces, BitOperations.RoundUpToPowerOf2((ulong)Math.Max(LeastPlaces, PlacesOfKey * keys)));
        _shift = 64 - BitOperations.Log2((uint)places);
        if (_counters.Length < places / 16)
        {
            _counters = new ulong[places / 16];
        }
        else
        {
            _counters.AsSpan(0, places / 16).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(ulong key)
    {
        var (word, bit) = At(key);
        ref var counters = ref _counters[word];
        if (((counters >> bit) & Most) < Most)
        {
            counters += 1UL << bit;
        }
    }

    /// <summary>True for a key that was seen so often, at most <see cref="Most"/>, and for few others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WasSeen(ulong key, int times)
    {
        var (word, bit) = At(key);
        return (int)((_counters[word] >> bit) & Most) >= times;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Word, int Bit) At(ulong key)
    {
        var place = (key * 0x9E37_79B9_7F4A_7C15) >> _shift;
        return ((int)(place >> 4), (int)(place & 15) * 4);
    }
}
