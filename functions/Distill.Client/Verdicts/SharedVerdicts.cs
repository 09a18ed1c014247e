using System.Runtime.InteropServices;

namespace Distill.Client.Verdicts;

/// <summary>
/// Each different verdict once, by number: a cluster's accounts mostly have the same. A number that no account has any more is used again. Many readers,
/// one writer.
/// </summary>
/// <remarks>A reader must make sure that the slot from which it has a number did not change until it had read the verdict.</remarks>
internal sealed class SharedVerdicts
{
    const int Nobody = -1;

    // Chains of those with the same hash: heads by hash, and the next of each. Free numbers are a chain of their own.
    int[] heads = [Nobody, Nobody, Nobody, Nobody];
    Shared[] links = new Shared[4];
    PackedVerdict[] verdicts = new PackedVerdict[4];
    int used, free = Nobody;

    public long Bytes => sizeof(int) * heads.LongLength + (16 + 8) * links.LongLength;

    /// <summary>Different verdicts at present and numbers free again.</summary>
    public int Numbers => used;

    /// <summary>A number's verdict; <c>default</c> for one that was never given. Any thread.</summary>
    public PackedVerdict this[int number]
    {
        get
        {
            var all = Volatile.Read(ref verdicts);
            return (uint)number < (uint)all.Length ? all[number] : default;
        }
    }

    /// <summary>The verdict's number, for one account more. The writer's thread.</summary>
    public int Take(in PackedVerdict verdict)
    {
        var chain = ChainOf(verdict);
        for (var number = heads[chain]; number != Nobody; number = links[number].Next)
        {
            if (verdicts[number] == verdict)
            {
                links[number].Accounts++;
                return number;
            }
        }

        return Add(verdict);
    }

    /// <summary>One account less has it. The writer's thread.</summary>
    public void Return(int number)
    {
        if (--links[number].Accounts > 0)
            return;
        ref var link = ref heads[ChainOf(verdicts[number])];
        while (link != number)
            link = ref links[link].Next;
        link = links[number].Next;
        (links[number].Next, free) = (free, number);
    }

    int Add(in PackedVerdict verdict)
    {
        if (free == Nobody && used == verdicts.Length)
            Grow();
        var number = free == Nobody ? used++ : free;
        if (number == free)
            free = links[number].Next;
        var chain = ChainOf(verdict);
        verdicts[number] = verdict;
        links[number] = new() { Accounts = 1, Next = heads[chain] };
        heads[chain] = number;
        return number;
    }

    // Only when no number is free: all are in a chain.
    void Grow()
    {
        var length = verdicts.Length + verdicts.Length / 2;
        Array.Resize(ref links, length);
        heads = new int[length];
        Array.Fill(heads, Nobody);
        for (var number = 0; number < used; number++)
        {
            ref var head = ref heads[ChainOf(verdicts[number])];
            (links[number].Next, head) = (head, number);
        }

        var grown = new PackedVerdict[length];
        verdicts.CopyTo(grown, 0);
        Volatile.Write(ref verdicts, grown);
    }

    int ChainOf(in PackedVerdict verdict) => (int)((uint)verdict.GetHashCode() % (uint)heads.Length);

    [StructLayout(LayoutKind.Sequential)]
    struct Shared
    {
        public int Accounts, Next;
    }
}
