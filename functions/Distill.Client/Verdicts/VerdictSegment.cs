namespace Distill.Client.Verdicts;

/// <summary>One part of the table. It has one writer and any number of readers, which take no locks.</summary>
/// <remarks>
/// It uses a sequence lock (Lameter 2005; Boehm 2012 on its memory order). The version is odd while slots change. A reader reads again if the
/// version changed while it read. This protects the shared verdicts too: a number is reused only after every slot that held it has changed.
/// </remarks>
internal sealed class VerdictSegment(SharedVerdicts verdicts)
{
    // The largest share of slots in use. At this share, a lookup that finds nothing checks 23 slots on average, in two groups of sixteen
    // (Knuth, TAOCP 6.4).
    private const double MostFilled = 0.85;

    private VerdictSlots _slots = new(VerdictSlots.Least);
    private int _version;

    public int Count { get; private set; }

    public long Bytes => _slots.Bytes;

    /// <summary>Reads a verdict. Returns false when the account has none. Any thread may call it.</summary>
    public bool TryFind(ulong key, byte tag, out PackedVerdict verdict)
    {
        var wait = new SpinWait();
        while (true)
        {
            var before = Volatile.Read(ref _version);
            if ((before & 1) == 0)
            {
                var all = Volatile.Read(ref _slots);
                var at = all.IndexOf(key, tag);
                verdict = at < 0 ? default : verdicts[all.VerdictOf(at)];
                Volatile.ReadBarrier();
                if (_version == before)
                {
                    return at >= 0;
                }
            }

            wait.SpinOnce();
        }
    }

    /// <summary>Adds a verdict or replaces the account's earlier one. Only the writer's thread may call it.</summary>
    public void Set(ulong key, byte tag, in PackedVerdict verdict)
    {
        var number = verdicts.Take(verdict);
        var at = _slots.IndexOf(key, tag);
        if (at >= 0)
        {
            var earlier = _slots.VerdictOf(at);
            Begin();
            _slots.Change(at, number);
            End();
            verdicts.Return(earlier);
            return;
        }

        if (Count + 1 > _slots.Length * MostFilled)
        {
            Fill(_slots.Length + _slots.Length / 4, null);
        }

        Count++;
        Begin();
        _slots.Add(key, tag, number);
        End();
    }

    /// <summary>Removes a verdict. Only the writer's thread may call it.</summary>
    public void Remove(ulong key, byte tag)
    {
        var at = _slots.IndexOf(key, tag);
        if (at < 0)
        {
            return;
        }

        var number = _slots.VerdictOf(at);
        Count--;
        Begin();
        _slots.Remove(at);
        End();
        verdicts.Return(number);
    }

    /// <summary>Removes all verdicts of other generations. Only the writer's thread may call it.</summary>
    public void Sweep(ushort generation)
    {
        int[] gone = [.. All().Select(one => one.Verdict).Where(number => verdicts[number].Generation != generation)];
        if (gone.Length == 0)
        {
            return;
        }

        Fill(VerdictSlots.Least, generation);
        foreach (var number in gone)
        {
            verdicts.Return(number);
        }
    }

    /// <summary>Returns each verdict's account and number. Only the writer's thread may call it.</summary>
    public IEnumerable<(ulong Key, byte Tag, int Verdict)> All() =>
        Enumerable.Range(0, _slots.Length).Where(at => !_slots.IsEmpty(at)).Select(at => (_slots.KeyOf(at), _slots.TagOf(at), _slots.VerdictOf(at)));

    /// <summary>Copies the verdicts into new slots, at least as many as given. With a generation, it copies only that generation's.</summary>
    private void Fill(int least, ushort? generation)
    {
        var kept = All().Where(one => generation is null || verdicts[one.Verdict].Generation == generation).ToArray();
        var filled = new VerdictSlots(Math.Max(least, (int)(kept.Length / MostFilled) + 1));
        foreach (var (key, tag, number) in kept)
        {
            filled.Add(key, tag, number);
        }

        Count = kept.Length;
        Begin();
        _slots = filled;
        End();
    }

    // Interlocked.Increment is a full barrier: no reader sees the writes after it before it sees the odd version.
    private void Begin() => Interlocked.Increment(ref _version);

    private void End() => Volatile.Write(ref _version, _version + 1);
}
