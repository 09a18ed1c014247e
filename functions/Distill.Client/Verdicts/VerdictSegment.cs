using System.Runtime.CompilerServices;

namespace Distill.Client.Verdicts;

/// <summary>
/// One part of the table: open addressing with linear probing, for many readers without locks and one writer.
/// </summary>
/// <remarks>
/// A sequence lock (Lameter 2005; Boehm 2012 on its memory order): the version is odd while slots change, and a reader whose version changed under it
/// reads again. Growing and sweeping fill a new array aside and put it in place in one write.
/// </remarks>
internal sealed class VerdictSegment
{
    const int LeastSlots = 8;

    // Of the slots. At 70 % a lookup that finds nothing looks at 6 slots on average (Knuth, TAOCP 6.4), at 80 % at 13: most accounts are not listed.
    const double MostFilled = 0.7;

    VerdictEntry[] slots = new VerdictEntry[LeastSlots];
    int version;

    public int Count { get; private set; }

    /// <summary>Bytes of the slots, empty ones included.</summary>
    public long Bytes => (long)slots.Length * Unsafe.SizeOf<VerdictEntry>();

    /// <summary>Reads a verdict. Any thread.</summary>
    public bool TryFind(AccountHash account, out PackedVerdict verdict)
    {
        var wait = new SpinWait();
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                var all = Volatile.Read(ref slots);
                var at = IndexOf(all, account);
                verdict = at < 0 ? default : all[at].Verdict;
                Volatile.ReadBarrier();
                if (version == before)
                    return at >= 0;
            }

            wait.SpinOnce();
        }
    }

    /// <summary>Adds a verdict or takes an earlier one's place. The writer's thread.</summary>
    public void Set(AccountHash account, in PackedVerdict verdict)
    {
        var at = IndexOf(slots, account);
        if (at < 0)
        {
            if (Count + 1 > slots.Length * MostFilled)
                Fill(slots.Length + slots.Length / 2, null);
            at = Empty(slots, account);
            Count++;
        }

        Begin();
        slots[at] = new() { Account = account, Verdict = verdict };
        End();
    }

    /// <summary>Takes a verdict out, and moves those behind it up to where a lookup finds them (Knuth, TAOCP 6.4, algorithm R). The writer's thread.</summary>
    public void Remove(AccountHash account)
    {
        var gap = IndexOf(slots, account);
        if (gap < 0)
            return;
        Begin();
        for (var next = Next(gap, slots.Length); slots[next].Account != default; next = Next(next, slots.Length))
        {
            var home = Home(slots[next].Account, slots.Length);
            // It may move when its home is not between the gap and itself.
            if (gap <= next ? home <= gap || home > next : home <= gap && home > next)
            {
                slots[gap] = slots[next];
                gap = next;
            }
        }

        slots[gap] = default;
        Count--;
        End();
    }

    /// <summary>Takes out all verdicts of other generations. The writer's thread.</summary>
    public void Sweep(ushort generation)
    {
        foreach (ref readonly var entry in slots.AsSpan())
        {
            if (entry.Account != default && entry.Verdict.Generation != generation)
            {
                Fill(LeastSlots, generation);
                return;
            }
        }
    }

    /// <summary>Copies the verdicts into <paramref name="to"/> as far as it is long; gives how many. The writer's thread.</summary>
    public int CopyTo(Span<VerdictEntry> to)
    {
        var copied = 0;
        foreach (ref readonly var entry in slots.AsSpan())
        {
            if (entry.Account != default)
                to[copied++] = entry;
        }

        return copied;
    }

    /// <summary>Puts the verdicts, or those of one generation, into a new array of at least so many slots.</summary>
    void Fill(int least, ushort? generation)
    {
        var kept = 0;
        foreach (ref readonly var entry in slots.AsSpan())
            kept += IsKept(entry, generation) ? 1 : 0;
        var filled = new VerdictEntry[Math.Max(least, (int)(kept / MostFilled) + 1)];
        foreach (ref readonly var entry in slots.AsSpan())
        {
            if (IsKept(entry, generation))
                filled[Empty(filled, entry.Account)] = entry;
        }

        Count = kept;
        Volatile.Write(ref slots, filled);
    }

    static bool IsKept(in VerdictEntry entry, ushort? generation) =>
        entry.Account != default && (generation is null || entry.Verdict.Generation == generation);

    // The barrier of the increment keeps the writes after it from being seen before it.
    void Begin() => Interlocked.Increment(ref version);

    void End() => Volatile.Write(ref version, version + 1);

    static int IndexOf(VerdictEntry[] slots, AccountHash account)
    {
        var at = Home(account, slots.Length);
        // A reader may see slots in the middle of a change, and must come to an end all the same.
        for (var looked = 0; looked < slots.Length; looked++)
        {
            ref readonly var here = ref slots[at].Account;
            if (here == account)
                return at;
            if (here == default)
                return -1;
            at = Next(at, slots.Length);
        }

        return -1;
    }

    static int Empty(VerdictEntry[] slots, AccountHash account)
    {
        var at = Home(account, slots.Length);
        while (slots[at].Account != default)
            at = Next(at, slots.Length);
        return at;
    }

    // A multiplication in place of a remainder, so that any length will do (Lemire 2019). The table spends other bits on choosing the segment.
    static int Home(AccountHash account, int length) => (int)(((account.Second & uint.MaxValue) * (ulong)length) >> 32);

    static int Next(int at, int length) => at + 1 == length ? 0 : at + 1;
}
