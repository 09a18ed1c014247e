namespace Distill.Client.Verdicts;

/// <summary>One part of the table, for many readers without locks and one writer.</summary>
/// <remarks>
/// A sequence lock (Lameter 2005; Boehm 2012 on its memory order): the version is odd while slots change, and a reader whose version changed under it
/// reads again. That holds for the shared verdicts too: a number is given to another only after the slots that had it have changed.
/// </remarks>
internal sealed class VerdictSegment(SharedVerdicts verdicts)
{
    // Of the slots. A lookup that finds nothing looks over 23 of them on average, in two looks of sixteen (Knuth, TAOCP 6.4).
    private const double MostFilled = 0.85;

    private VerdictSlots _slots = new(VerdictSlots.Least);
    private int _version;

    public int Count { get; private set; }

    public long Bytes => _slots.Bytes;

    /// <summary>Reads a verdict. Any thread.</summary>
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

    /// <summary>Adds a verdict or takes an earlier one's place. The writer's thread.</summary>
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

    /// <summary>Takes a verdict out. The writer's thread.</summary>
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

    /// <summary>Takes out all verdicts of other generations. The writer's thread.</summary>
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

    /// <summary>The verdicts' accounts and numbers. The writer's thread.</summary>
    public IEnumerable<(ulong Key, byte Tag, int Verdict)> All() =>
        Enumerable.Range(0, _slots.Length).Where(at => !_slots.IsEmpty(at)).Select(at => (_slots.KeyOf(at), _slots.TagOf(at), _slots.VerdictOf(at)));

    /// <summary>Puts the verdicts, or those of one generation, into new slots, at least so many.</summary>
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

    // The barrier of the increment keeps the writes after it from being seen before it.
    private void Begin() => Interlocked.Increment(ref _version);

    private void End() => Volatile.Write(ref _version, _version + 1);
}
