using Distill.Simulation.Randomness;

namespace Distill.Simulation.Population;

/// <summary>A kind of innocent account that looks suspicious in some way. Each implementation says in which.</summary>
internal interface ILookalike
{
    /// <summary>The kind's name in the truth file.</summary>
    string Kind { get; }

    /// <summary>Creates exactly <paramref name="count"/> accounts.</summary>
    void Settle(Crowd crowd, int count, ref Rng rng);
}
