namespace Distill.Core.Reconciliation;

/// <summary>The time that both logs cover, by our clock, without spans in which the reseller's log has no call at all.</summary>
internal sealed class CommonTime
{
    // Shortest span without a call in the reseller's log, in microseconds, and fewest calls of ours in it, that count as a gap. A busy log that is
    // silent for an hour while we see calls was not written, or not handed over.
    private const long MinGap = 3_600_000_000;
    private const int MinCalls = 20;

    private readonly CallLogSide _ours;
    private readonly CallLogSide _theirs;
    private readonly ClockOffset _offset;
    private readonly (long From, long To)[] _gaps;

    public CommonTime(CallLogSide ours, CallLogSide theirs, ClockOffset offset)
    {
        (_ours, _theirs, _offset) = (ours, theirs, offset);

        // At the edges a call may be in one log only because the other begins or ends there.
        First = Math.Max(ours.Calls[0].Micros, theirs.Calls[0].Micros - offset.Low);
        Last = Math.Min(ours.Calls[^1].Micros, theirs.Calls[^1].Micros - offset.High);
        _gaps = [.. FindGaps()];
        Gaps = [.. _gaps.Select(g => new TimeGap(Time(g.From), Time(g.To), ours.From(g.To) - ours.From(g.From)))];
    }

    public long First { get; }

    public long Last { get; }

    /// <summary>The spans that are left out.</summary>
    public IReadOnlyList<TimeGap> Gaps { get; }

    /// <summary>True when our call lies in the common time.</summary>
    public bool IsOurs(int call) => _ours.Calls[call].Micros >= First && _ours.Calls[call].Micros <= Last;

    /// <summary>True when their call surely lies in the common time, whatever the difference of the clocks.</summary>
    public bool IsTheirs(int call) =>
        _theirs.Calls[call].Micros - _offset.High >= _ours.Calls[0].Micros && _theirs.Calls[call].Micros - _offset.Low <= _ours.Calls[^1].Micros;

    /// <summary>True when our call lies in a gap of their log.</summary>
    public bool IsInGap(int call)
    {
        var micros = _ours.Calls[call].Micros;
        return Array.Exists(_gaps, g => micros >= g.From && micros < g.To);
    }

    private IEnumerable<(long From, long To)> FindGaps()
    {
        for (var i = 1; i < _theirs.Calls.Length; i++)
        {
            var (from, to) = (_theirs.Calls[i - 1].Micros - _offset.Low, _theirs.Calls[i].Micros - _offset.High);
            if (to - from >= MinGap && _ours.From(to) - _ours.From(from) >= MinCalls)
            {
                yield return (from, to);
            }
        }
    }

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
