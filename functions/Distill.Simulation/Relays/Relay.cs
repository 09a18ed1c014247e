using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Relays;

/// <summary>
/// A load balancer over accounts, like open-source relay software. It gives a conversation to one of the accounts used longest ago, which keeps it
/// for the sticky time at most. After an error the account rests and another one takes over the conversation. Banned accounts drop out, and new ones
/// fill in. Honest gateways and campaigns run the same code.
/// </summary>
internal sealed class Relay(ulong seed, RelayPlan plan, IClientele clientele) : IDispatcher
{
    private const int HoursOfTide = 3;
    private const double PauseSeconds = 65;
    private const double PauseSigma = 1.0;

    private readonly PriorityQueue<Seat, long> _idle = new();
    private readonly PriorityQueue<Seat, long> _resting = new();
    private readonly List<(long From, Caller Account)> _roster = [];
    private Rng _rng = Rng.Of(seed, 0xD15);
    private uint _sessions;

    /// <summary>Makes the account work from that time on.</summary>
    public void Enlist(Caller account, long from)
    {
        _roster.Add((from, account));
        _resting.Enqueue(new(account), from);
    }

    public void Plan(int from, int to, HourBuckets into)
    {
        _roster.RemoveAll(seat => seat.Account.BannedAt <= from * SimulatedTime.Hour);
        var starts = new List<long>();
        for (var hour = from; hour < to; hour++)
        {
            var begins = hour * SimulatedTime.Hour;
            var alive = Alive(begins, begins + SimulatedTime.Hour);
            var wanted = alive * plan.CallsPerDay / 24 / plan.CallsPerSession * plan.Demand.Intensity(hour + plan.UtcOffset) * Tide(hour);
            starts.Clear();
            for (var n = _rng.Poisson(wanted); n > 0; n--)
            {
                starts.Add(begins + (long)(_rng.Unit() * SimulatedTime.Hour));
            }

            starts.Sort();
            foreach (var start in starts)
            {
                Session(start, into);
            }
        }
    }

    /// <summary>
    /// Returns the factor on the hour's work, with mean 1. It changes every three hours, because jobs come in waves: a full queue may be empty by
    /// noon.
    /// </summary>
    private double Tide(int hour)
    {
        var block = Rng.Of(seed, 0x71DE, (ulong)(hour / HoursOfTide));
        return block.LogNormal(Math.Exp(-plan.Swing * plan.Swing / 2), plan.Swing);
    }

    private void Session(long at, HourBuckets into)
    {
        var session = PlannedCall.RelayedBit | (_sessions++ & ~PlannedCall.RelayedBit);
        var ends = at + plan.Sticky;
        var left = 1 + _rng.Poisson(plan.CallsPerSession - 1);
        var seat = Choose(at);
        while (seat is not null && left > 0 && (at < ends || plan.MovesOn))
        {
            if (at >= ends)
            {
                _resting.Enqueue(seat, at);
                (seat, ends) = (Choose(at), at + plan.Sticky);
                continue;
            }

            var matter = clientele.Matter(session, ref _rng);
            while (seat is not null && !Send(seat, at, session, matter, into))
            {
                // The customer's program tries again by itself, and the relay then uses another account.
                at += SimulatedTime.Seconds(1 + _rng.LogNormal(5, .6));
                seat = Choose(at);
            }
            left--;
            at += SimulatedTime.Seconds(3 + _rng.LogNormal(PauseSeconds, PauseSigma));
        }
        if (seat is not null)
        {
            _resting.Enqueue(seat, at);
        }
    }

    /// <summary>
    /// Makes a call. Returns false if it must be sent again with another account: this one is banned, or had an error and rests now.
    /// </summary>
    private bool Send(Seat seat, long at, uint session, uint matter, HourBuckets into)
    {
        if (at >= seat.Account.BannedAt)
        {
            return false;
        }

        into.Add(seat.Account.Number, at, session, matter);
        seat.Count(at);
        if (!_rng.Chance(plan.ErrorRate))
        {
            return true;
        }

        _resting.Enqueue(seat, at + Cooldown.Draw(ref _rng));
        return false;
    }

    private Seat? Choose(long at)
    {
        while (_resting.TryPeek(out _, out var ready) && ready <= at)
        {
            var back = _resting.Dequeue();
            _idle.Enqueue(back, back.LastUsed);
        }
        var candidates = new Seat[plan.Slack];
        var count = 0;
        while (count < candidates.Length && _idle.TryDequeue(out var seat, out _))
        {
            if (at >= seat.Account.BannedAt)
            {
                continue;
            }

            var ready = plan.AccountsSleep ? seat.Awake(at) : at;
            if (seat.Spent(at, plan.DailyQuota))
            {
                ready = (at / SimulatedTime.Day + 1) * SimulatedTime.Day + (long)(_rng.Unit() * 6 * SimulatedTime.Hour);
            }

            if (ready > at)
            {
                _resting.Enqueue(seat, ready);
                continue;
            }
            candidates[count++] = seat;
        }
        if (count == 0)
        {
            return null;
        }
        // A new account comes first in the queue and is used at once.
        var chosen = candidates[0].LastUsed == long.MinValue ? 0 : _rng.Below(count);
        for (var i = 0; i < count; i++)
        {
            if (i != chosen)
            {
                _idle.Enqueue(candidates[i], candidates[i].LastUsed);
            }
        }
        return candidates[chosen];
    }

    /// <summary>Returns the mean number of accounts at work in [from, to), counted at four times.</summary>
    private double Alive(long from, long to)
    {
        var sum = 0;
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var at = from + (to - from) * quarter / 4;
            foreach (var (since, account) in _roster)
            {
                if (since <= at && at < account.BannedAt)
                {
                    sum++;
                }
            }
        }
        return sum / 4.0;
    }
}
