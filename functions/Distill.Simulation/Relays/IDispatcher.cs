using Distill.Simulation.Calls;

namespace Distill.Simulation.Relays;

/// <summary>Decides the calls of several accounts together. Days must be asked for in order.</summary>
internal interface IDispatcher
{
    /// <summary>Puts an account to work from then on.</summary>
    void Enlist(Caller account, long from);

    void Day(int day, HourBuckets into);
}
