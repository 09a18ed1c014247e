using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Relays;

/// <summary>A farm that keeps a public schedule: each account sends one call at every run, as a program's ordinary user does.</summary>
internal sealed class ClockRota(ulong seed, ClockRhythm clock, IClientele clientele) : IDispatcher
{
    private readonly List<(long From, Caller Account)> _roster = [];
    private Rng _rng = Rng.Of(seed, 0xC1F);

    /// <summary>Makes the account work from that time on.</summary>
    public void Enlist(Caller account, long from)
    {
        _roster.Add((from, account));
    }

    public void Plan(int from, int to, HourBuckets into)
    {
        var day = from / 24;
        var (begins, ends) = ((from - 24 * day) * 60, (to - 24 * day) * 60);
        foreach (var (joins, account) in _roster)
        {
            for (var minute = clock.FirstMinute(account); minute < ends; minute += clock.EveryMinutes)
            {
                if (minute < begins)
                {
                    continue;
                }

                var at = clock.Start(account, day, minute, ref _rng);
                if (at < joins || at >= account.BannedAt)
                {
                    continue;
                }

                var session = PlannedCall.RelayedBit | (uint)(at / SimulatedTime.Hour) << 16 | (uint)(account.Number & 0xffff);
                into.Add(account.Number, at, session, clientele.Matter(session, ref _rng));
            }
        }
    }
}
