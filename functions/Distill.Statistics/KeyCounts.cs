using System.Buffers;
using System.Numerics;

namespace Distill.Statistics;

/// <summary>
/// Counts 64-bit keys. It is made to be filled many times: clearing takes constant time, and a table that has grown allocates nothing.
/// </summary>
/// <remarks>
/// A hash table with open addressing and linear probing, at most half full. Each slot names its filling, and a slot of an earlier filling is free. A
/// filling starts with as much of the table as the one before needed, so that few keys stay close together. A very large table is not kept for few.
/// </remarks>
internal sealed class KeyCounts
{
    private const int LeastSlots = 64;

    // In slots of 16 bytes. A larger table is dropped as soon as a filling needs no more than this.
    private const int MostKept = 1 << 17;

    private Slot[] _slots = new Slot[LeastSlots];
    private int[] _filled = new int[LeastSlots / 2];

    // The slots in use are a power of two; the mask is one less.
    private int _mask = LeastSlots - 1;
    private int _shift = 64 - 6;
    private int _filling = 1;

    /// <summary>Different keys since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>A key's count; 0 if it was not added.</summary>
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
        var needed = (int)Math.Min(_slots.Length, BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastSlots, 4L * Count)));
        if (_slots.Length > MostKept && needed <= MostKept)
        {
            (_slots, _filled) = (new Slot[MostKept], new int[MostKept / 2]);
        }

        Use(needed);
        Count = 0;
        if (++_filling == int.MaxValue)
        {
            Array.Clear(_slots);
            _filling = 1;
        }
    }

    /// <summary>The count of a key. A new key is added with 0. The reference is valid until the next key is added.</summary>
    public ref int Add(ulong key)
    {
        ref var slot = ref Find(key);
        if (slot.Filling != _filling)
        {
            if (2 * Count > _mask)
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
        for (var at = (int)((key * 0x9E37_79B9_7F4A_7C15) >> _shift); ; at = (at + 1) & _mask)
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

    private void Use(int slots)
    {
        _mask = slots - 1;
        _shift = 64 - BitOperations.Log2((uint)slots);
    }

    // Doubles the slots in use: starts a new filling and adds the keys again.
    private void Grow()
    {
        var keys = Count < MostKept ? ArrayPool<Slot>.Shared.Rent(Count) : new Slot[Count];
        for (var i = 0; i < Count; i++)
        {
            keys[i] = _slots[_filled[i]];
        }

        var slots = 2 * (_mask + 1);
        if (slots > _slots.Length)
        {
            _slots = new Slot[slots];
            Array.Resize(ref _filled, slots / 2);
        }

        Use(slots);
        _filling++;
        for (var i = 0; i < Count; i++)
        {
            ref var slot = ref Find(keys[i].Key);
            slot = keys[i] with { Filling = _filling };
            _filled[i] = IndexOf(ref slot);
        }

        if (Count < MostKept)
        {
            ArrayPool<Slot>.Shared.Return(keys);
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Count;
        public int Filling;
    }
}
