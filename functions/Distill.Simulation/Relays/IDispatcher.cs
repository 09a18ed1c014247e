using Distill.Simulation.Calls;

namespace Distill.Simulation.Relays;

/// <summary>Plans the calls of several accounts together. Days must be planned in order.</summary>
internal interface IDispatcher
{
    /// <summary>Makes the account work from that time on.</summary>
    void Enlist(Caller account, long from);

    void Day(int day, HourBuckets into);
}
