using Distill.Simulation.Randomness;

namespace Distill.Simulation.Population;

/// <summary>A kind of innocent account; each says in its own file what makes it look guilty.</summary>
internal interface ILookalike
{
    /// <summary>As in the truth file.</summary>
    string Kind { get; }

    /// <summary>Settles exactly <paramref name="count"/> accounts.</summary>
    void Settle(Crowd crowd, int count, ref Rng rng);
}
