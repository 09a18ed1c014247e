using System.Numerics;
using System.Runtime.CompilerServices;

namespace Distill.Statistics;

/// <summary>Counts about how often each of many 64-bit keys was seen. A count is never too low, and sometimes too high.</summary>
/// <remarks>
/// A count-min sketch of one row (Cormode and Muthukrishnan, J. Algorithms 55, 2005, doi:10.1016/j.jalgor.2003.12.001). A counter has four bits and
/// stops at 15.
/// </remarks>
internal sealed class CountSketch
{
    private const int LeastPlaces = 64,
        MostPlaces = 1 << 27,
        PlacesOfKey = 4;

    private ulong[] _counters = [];
    private int _shift;

    /// <summary>The highest count. A key that was seen more often has it too.</summary>
    public const int Most = 15;

    /// <summary>A sketch for this many keys, repetitions included. It has four counters a key, and 64 MB at most.</summary>
    public static CountSketch For(long keys)
    {
        var sketch = new CountSketch();
        sketch.Clear(keys);
        return sketch;
    }

    /// <summary>Forgets all counts and makes room for this many keys.</summary>
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

    /// <summary>True if the key was seen this many times or more; for a few other keys too. At most <see cref="Most"/> times.</summary>
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
