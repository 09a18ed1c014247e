using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Relays;

/// <summary>The simplest way to use many accounts: each has a worker with a timer.</summary>
internal sealed class FixedRota(ulong seed, double callsPerDay, IClientele clientele) : IDispatcher
{
    private readonly List<(long From, Caller Account)> _roster = [];
    private Rng _rng = Rng.Of(seed, 0xF1);

    /// <summary>Makes the account work from that time on.</summary>
    public void Enlist(Caller account, long from)
    {
        _roster.Add((from, account));
    }

    public void Plan(int from, int to, HourBuckets into)
    {
        var gap = (long)(SimulatedTime.Day / callsPerDay);
        var (begins, ends) = (from * SimulatedTime.Hour, to * SimulatedTime.Hour);
        foreach (var (joins, account) in _roster)
        {
            var first = joins >= begins ? joins : joins + (begins - joins + gap - 1) / gap * gap;
            for (var at = first; at < ends && at < account.BannedAt; at += gap)
            {
                var session = PlannedCall.RelayedBit | (uint)(at / SimulatedTime.Hour) << 16 | (uint)(account.Number & 0xffff);
                into.Add(account.Number, at + SimulatedTime.Seconds(_rng.Exponential(.02)), session, clientele.Matter(session, ref _rng));
            }
        }
    }
}
