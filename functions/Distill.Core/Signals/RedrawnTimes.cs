namespace Distill.Core.Signals;

/// <summary>
/// Moves pieces of the customers' timelines, and measures how far the accounts still take turns. Accounts of one customer move together: what turns
/// they take with each other shows only that they are one customer's.
/// </summary>
/// <param name="sittings">The sittings, ordered by time.</param>
/// <param name="members">The number of accounts. They are numbered from 0.</param>
internal abstract class RedrawnTimes((int Member, long Micros)[] sittings, int members)
{
    private readonly (int Member, long Micros)[] _moved = new (int, long)[sittings.Length];
    private readonly int[] _order = new int[sittings.Length];
    private readonly long[] _times = new long[sittings.Length];

    /// <summary>Draws the mean number of distinct others between two sittings of one account.</summary>
    public double Draw(Random random)
    {
        Move(random);
        return TurnTaking.MeanDistinctBetween(_order, _times, members) ?? 0;
    }

    /// <summary>Draws the same for each account, see <see cref="TurnTaking.CountDistinctBetween"/>.</summary>
    public void Draw(Random random, Span<(long Sum, int Pairs)> between)
    {
        Move(random);
        TurnTaking.CountDistinctBetween(_order, _times, between);
    }

    private void Move(Random random)
    {
        DrawPieces(random);
        for (var i = 0; i < _moved.Length; i++)
        {
            _moved[i] = (sittings[i].Member, sittings[i].Micros + OffsetOf(i));
        }

        Array.Sort(_moved, SittingSequence.ByTime);
        for (var i = 0; i < _moved.Length; i++)
        {
            (_order[i], _times[i]) = _moved[i];
        }
    }

    /// <summary>Draws where each piece goes.</summary>
    protected abstract void DrawPieces(Random random);

    /// <summary>How far a sitting moves with its piece, in microseconds.</summary>
    protected abstract long OffsetOf(int sitting);
}
