using Distill.Simulation.Population;
using Distill.Simulation.Traffic;

namespace Distill.Simulation.Relays;

/// <summary>Decides the calls of several accounts together. Days must be asked for in order.</summary>
internal interface IDispatcher
{
    /// <summary>Puts an account to work from then on.</summary>
    void Enlist(Account account, long from);

    void Day(int day, HourBuckets into);
}
