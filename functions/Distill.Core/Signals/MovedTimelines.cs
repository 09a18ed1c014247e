using Distill.Contracts;

namespace Distill.Core.Signals;

/// <summary>
/// Moves every customer's whole timeline by an offset of its own. That keeps its gaps, its period and its day, and breaks what it has with the
/// others.
/// </summary>
/// <remarks>
/// Offsets lie within half a short turn, so those of two accounts differ by less than a turn. Then programs with one timetable still have one run
/// each between two runs of any other, also at the start and end of a working day. Larger offsets would part customers who only keep the same hours.
/// </remarks>
internal sealed class MovedTimelines : RedrawnTimes
{
    // Largest offset, in microseconds, so that a working day keeps its shape.
    private const long MaxOffset = 6 * Micros.PerHour;

    private readonly (int Member, long Micros)[] _sittings;
    private readonly int[] _customers;
    private readonly long[] _offsets;
    private readonly long _reach;

    /// <param name="sittings">The sittings, ordered by time.</param>
    /// <param name="customers">For each account, its customer, from 0.</param>
    public MovedTimelines((int Member, long Micros)[] sittings, int[] customers)
        : base(sittings, customers.Length)
    {
        (_sittings, _customers) = (sittings, customers);
        _offsets = new long[customers.Max() + 1];
        _reach = Math.Min(MaxOffset, Turn(sittings, customers.Length) / 2);
    }

    protected override void DrawPieces(Random random)
    {
        for (var customer = 0; customer < _offsets.Length; customer++)
        {
            _offsets[customer] = random.NextInt64(-_reach, _reach);
        }
    }

    protected override long OffsetOf(int sitting) => _offsets[_customers[_sittings[sitting].Member]];

    // The lower quartile of the times, in microseconds, between two sittings of one account that are two turns. A timetable may have pauses of
    // several lengths, and its nights are long.
    private static long Turn((int Member, long Micros)[] sittings, int members)
    {
        var last = new long[members];
        Array.Fill(last, long.MaxValue);
        var gaps = new List<long>(sittings.Length);
        foreach (var (member, time) in sittings)
        {
            if (last[member] <= time - TurnTaking.MinGapMicros)
            {
                gaps.Add(time - last[member]);
            }

            last[member] = time;
        }

        gaps.Sort();
        return gaps[gaps.Count / 4];
    }
}
