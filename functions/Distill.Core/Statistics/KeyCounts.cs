using System.Numerics;

namespace Distill.Core.Statistics;

/// <summary>Counts of 64-bit keys, made to be filled again and again: cleared in constant time, and nothing is allocated once it has grown.</summary>
/// <remarks>Open addressing with linear probing, at most half full; a slot of an earlier filling counts as free.</remarks>
internal sealed class KeyCounts
{
    private Slot[] _slots = new Slot[64];
    private int[] _filled = new int[32];
    private int _shift = 64 - 6;
    private int _filling = 1;

    /// <summary>Different keys since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>A key's count; 0 when it was not added.</summary>
    public int this[ulong key]
    {
        get
        {
            ref var slot = ref Find(key);
            return slot.Filling == _filling ? slot.Count : 0;
        }
    }

    public void Clear()
    {
        Count = 0;
        if (++_filling == int.MaxValue)
        {
            Array.Clear(_slots);
            _filling = 1;
        }
    }

    /// <summary>The count of a key, which is added with 0 when it is new. Good until the next key is added.</summary>
    public ref int Add(ulong key)
    {
        ref var slot = ref Find(key);
        if (slot.Filling != _filling)
        {
            if (Count == _filled.Length)
            {
                Grow();
                slot = ref Find(key);
            }

            slot = new Slot { Key = key, Filling = _filling };
            _filled[Count++] = IndexOf(ref slot);
        }

        return ref slot.Count;
    }

    /// <summary>A key and its count, in the order in which the keys were first added.</summary>
    public (ulong Key, int Count) At(int index)
    {
        ref readonly var slot = ref _slots[_filled[index]];
        return (slot.Key, slot.Count);
    }

    private ref Slot Find(ulong key)
    {
        var slots = _slots;
        for (var at = (int)((key * 0x9E37_79B9_7F4A_7C15) >> _shift); ; at = (at + 1) & (slots.Length - 1))
        {
            ref var slot = ref slots[at];
            if (slot.Filling != _filling || slot.Key == key)
            {
                return ref slot;
            }
        }
    }

    private int IndexOf(ref Slot slot) =>
        (int)(System.Runtime.CompilerServices.Unsafe.ByteOffset(ref _slots[0], ref slot) / System.Runtime.CompilerServices.Unsafe.SizeOf<Slot>());

    private void Grow()
    {
        var (before, filled) = (_slots, _filled);
        _slots = new Slot[2 * before.Length];
        _filled = new int[2 * filled.Length];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        for (var i = 0; i < Count; i++)
        {
            ref var slot = ref Find(before[filled[i]].Key);
            slot = before[filled[i]];
            _filled[i] = IndexOf(ref slot);
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Count;
        public int Filling;
    }
}
