using System.Runtime.InteropServices;

namespace Distill.Client.Verdicts;

/// <summary>
/// Stores each distinct verdict once, under a number, since most accounts of a cluster have the same verdict. A number that no account uses any more
/// is used again. It has one writer and many readers.
/// </summary>
/// <remarks>
/// A reader gets a number from a slot and then reads the verdict. Afterwards it must check that the slot has not changed in between.
/// </remarks>
internal sealed class SharedVerdicts
{
    private const int Nobody = -1;

    // Verdicts with the same hash form a chain. This array has the first number of each chain. Free numbers form a chain of their own.
    private int[] _heads = [Nobody, Nobody, Nobody, Nobody];
    private Shared[] _links = new Shared[4];
    private PackedVerdict[] _verdicts = new PackedVerdict[4];
    private int _used,
        _free = Nobody;

    public long Bytes => sizeof(int) * _heads.LongLength + (16 + 8) * _links.LongLength;

    /// <summary>The count of numbers given out so far: those in use and those free again.</summary>
    public int Numbers => _used;

    /// <summary>Returns a number's verdict, or <c>default</c> for a number that was never given out. Any thread may call it.</summary>
    public PackedVerdict this[int number]
    {
        get
        {
            var all = Volatile.Read(ref _verdicts);
            return (uint)number < (uint)all.Length ? all[number] : default;
        }
    }

    /// <summary>Returns the verdict's number and counts one more account for it. Only the writer's thread may call it.</summary>
    public int Take(in PackedVerdict verdict)
    {
        var chain = ChainOf(verdict);
        for (var number = _heads[chain]; number != Nobody; number = _links[number].Next)
        {
            if (_verdicts[number] == verdict)
            {
                _links[number].Accounts++;
                return number;
            }
        }

        return Add(verdict);
    }

    /// <summary>Counts one account less for the number, and frees it after the last. Only the writer's thread may call it.</summary>
    public void Return(int number)
    {
        if (--_links[number].Accounts > 0)
        {
            return;
        }

        ref var link = ref _heads[ChainOf(_verdicts[number])];
        while (link != number)
        {
            link = ref _links[link].Next;
        }

        link = _links[number].Next;
        (_links[number].Next, _free) = (_free, number);
    }

    private int Add(in PackedVerdict verdict)
    {
        if (_free == Nobody && _used == _verdicts.Length)
        {
            Grow();
        }

        var number = _free == Nobody ? _used++ : _free;
        if (number == _free)
        {
            _free = _links[number].Next;
        }

        var chain = ChainOf(verdict);
        _verdicts[number] = verdict;
        _links[number] = new() { Accounts = 1, Next = _heads[chain] };
        _heads[chain] = number;
        return number;
    }

    // Call it only when no number is free: it puts every number into a chain.
    private void Grow()
    {
        var length = _verdicts.Length + _verdicts.Length / 2;
        Array.Resize(ref _links, length);
        _heads = new int[length];
        Array.Fill(_heads, Nobody);
        for (var number = 0; number < _used; number++)
        {
            ref var head = ref _heads[ChainOf(_verdicts[number])];
            (_links[number].Next, head) = (head, number);
        }

        var grown = new PackedVerdict[length];
        _verdicts.CopyTo(grown, 0);
        Volatile.Write(ref _verdicts, grown);
    }

    private int ChainOf(in PackedVerdict verdict) => (int)((uint)verdict.GetHashCode() % (uint)_heads.Length);

    [StructLayout(LayoutKind.Sequential)]
    private struct Shared
    {
        public int Accounts,
            Next;
    }
}
