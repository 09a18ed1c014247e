using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Distill.Client.Verdicts;

/// <summary>
/// A hash table with open addressing and linear probing that checks sixteen slots at once. One byte of each slot's hash, its tag, is in an array of
/// its own (the design of SwissTable, Kulukundis 2017). Most lookups find nothing, and most of these read no slot. One that finds an account usually
/// reads one slot. A slot is small, so that a million of them stay in a processor's cache.
/// </summary>
internal sealed class VerdictSlots
{
    /// <summary>The smallest number of slots.</summary>
    public const int Least = Group;

    private const int Group = 16;

    // The first tags are repeated after the last one, so that a group of sixteen may reach past the end.
    private readonly byte[] _tags;
    private readonly Slot[] _slots;

    public VerdictSlots(int length)
    {
        _tags = new byte[length + Group];
        _slots = new Slot[length];
    }

    public int Length => _slots.Length;

    public long Bytes => (long)_slots.Length * Unsafe.SizeOf<Slot>() + _tags.Length;

    /// <summary>
    /// Returns the slot of an account, or -1 if it has none. It ends even if slots change meanwhile, but then its result means nothing.
    /// </summary>
    public int IndexOf(ulong key, byte tag)
    {
        var wanted = Vector128.Create(tag);
        var at = HomeOf(key);
        for (var looked = 0; looked < _slots.Length; looked += Group)
        {
            var group = Vector128.LoadUnsafe(ref _tags[0], (nuint)at);
            for (var alike = Vector128.Equals(group, wanted).ExtractMostSignificantBits(); alike != 0; alike &= alike - 1)
            {
                var slot = Wrap(at + BitOperations.TrailingZeroCount(alike));
                if (_slots[slot].Key == key)
                {
                    return slot;
                }
            }

            if (Vector128.EqualsAny(group, Vector128<byte>.Zero))
            {
                return -1;
            }

            at = Wrap(at + Group);
        }

        return -1;
    }

    public bool IsEmpty(int at) => _tags[at] == 0;

    public ulong KeyOf(int at) => _slots[at].Key;

    public byte TagOf(int at) => _tags[at];

    /// <summary>Returns the number of the slot's verdict.</summary>
    public int VerdictOf(int at) => _slots[at].Verdict;

    /// <summary>Adds an account that is not in the table. There must be an empty slot.</summary>
    public void Add(ulong key, byte tag, int verdict)
    {
        var at = HomeOf(key);
        while (_tags[at] != 0)
        {
            at = Wrap(at + 1);
        }

        Put(at, new() { Key = key, Verdict = verdict }, tag);
    }

    public void Change(int at, int verdict) => _slots[at].Verdict = verdict;

    /// <summary>
    /// Empties a slot. Moves later accounts forward into the gap, so that a lookup still finds them (Knuth, TAOCP 6.4, algorithm R).
    /// </summary>
    public void Remove(int gap)
    {
        for (var next = Wrap(gap + 1); _tags[next] != 0; next = Wrap(next + 1))
        {
            var home = HomeOf(_slots[next].Key);
            // The account may move if its home is not after the gap and at or before its own slot.
            if (gap <= next ? home <= gap || home > next : home <= gap && home > next)
            {
                Put(gap, _slots[next], _tags[next]);
                gap = next;
            }
        }

        Put(gap, default, 0);
    }

    private void Put(int at, Slot slot, byte tag)
    {
        _slots[at] = slot;
        _tags[at] = tag;
        if (at < Group)
        {
            _tags[_slots.Length + at] = tag;
        }
    }

    // Maps the hash to a slot by a multiplication, not a remainder. It works for any length (Lemire 2019).
    private int HomeOf(ulong key) => (int)(((key & uint.MaxValue) * (ulong)_slots.Length) >> 32);

    private int Wrap(int at) => at < _slots.Length ? at : at - _slots.Length;

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Slot
    {
        public ulong Key;
        public int Verdict;
    }
}
