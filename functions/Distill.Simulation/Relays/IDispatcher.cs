using Distill.Simulation.Calls;

namespace Distill.Simulation.Relays;

/// <summary>Plans the calls of several accounts together. Hours must be planned in order.</summary>
internal interface IDispatcher
{
    /// <summary>Makes the account work from that time on.</summary>
    void Enlist(Caller account, long from);

    /// <summary>Plans hours of one day: from <paramref name="from"/> up to, but without, <paramref name="to"/>, since the scenario's start.</summary>
    void Plan(int from, int to, HourBuckets into);
}
