using System.Runtime.InteropServices;

namespace Distill.Client.Verdicts;

/// <summary>
/// Each different verdict once, by number: a cluster's accounts mostly have the same. A number that no account has any more is used again. Many
/// readers, one writer.
/// </summary>
/// <remarks>A reader must make sure that the slot from which it has a number did not change until it had read the verdict.</remarks>
internal sealed class SharedVerdicts
{
    private const int Nobody = -1;

    // Chains of those with the same hash: heads by hash, and the next of each. Free numbers are a chain of their own.
    private int[] _heads = [Nobody, Nobody, Nobody, Nobody];
    private Shared[] _links = new Shared[4];
    private PackedVerdict[] _verdicts = new PackedVerdict[4];
    private int _used,
        _free = Nobody;

    public long Bytes => sizeof(int) * _heads.LongLength + (16 + 8) * _links.LongLength;

    /// <summary>Different verdicts at present and numbers free again.</summary>
    public int Numbers => _used;

    /// <summary>A number's verdict; <c>default</c> for one that was never given. Any thread.</summary>
    public PackedVerdict this[int number]
    {
        get
        {
            var all = Volatile.Read(ref _verdicts);
            return (uint)number < (uint)all.Length ? all[number] : default;
        }
    }

    /// <summary>The verdict's number, for one account more. The writer's thread.</summary>
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

    /// <summary>One account less has it. The writer's thread.</summary>
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

    // Only when no number is free: all are in a chain.
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
