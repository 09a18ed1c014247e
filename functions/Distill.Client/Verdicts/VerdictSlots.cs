using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Distill.Client.Verdicts;

/// <summary>
/// Open addressing with linear probing, sixteen slots at a look: a byte of each slot's hash lies in an array of its own (the design of SwissTable,
/// Kulukundis 2017). A lookup that finds nothing, as most do, reads no slot; one that finds something reads one. A slot is small so that a million of
/// them stay in a processor's cache.
/// </summary>
internal sealed class VerdictSlots
{
    /// <summary>Slots at least.</summary>
    public const int Least = Group;

    private const int Group = 16;

    // The first tags stand once more behind the last, so that a look may go over the end.
    private readonly byte[] _tags;
    private readonly Slot[] _slots;

    public VerdictSlots(int length)
    {
        _tags = new byte[length + Group];
        _slots = new Slot[length];
    }

    public int Length => _slots.Length;

    public long Bytes => (long)_slots.Length * Unsafe.SizeOf<Slot>() + _tags.Length;

    /// <summary>Where an account is; -1 when it is nowhere. Comes to an end even when slots change meanwhile, and then says nothing of use.</summary>
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

    /// <summary>Number of the slot's verdict.</summary>
    public int VerdictOf(int at) => _slots[at].Verdict;

    /// <summary>Fills the slot where an account that is nowhere belongs. There is an empty one.</summary>
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

    /// <summary>Empties a slot and moves those behind it up to where a lookup finds them (Knuth, TAOCP 6.4, algorithm R).</summary>
    public void Remove(int gap)
    {
        for (var next = Wrap(gap + 1); _tags[next] != 0; next = Wrap(next + 1))
        {
            var home = HomeOf(_slots[next].Key);
            // It may move when its home is not between the gap and itself.
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

    // A multiplication in place of a remainder, so that any length will do (Lemire 2019).
    private int HomeOf(ulong key) => (int)(((key & uint.MaxValue) * (ulong)_slots.Length) >> 32);

    private int Wrap(int at) => at < _slots.Length ? at : at - _slots.Length;

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Slot
    {
        public ulong Key;
        public int Verdict;
    }
}
