using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Relays;

/// <summary>Draws how long a relay rests an account after an error: 60 s (503), 300 s (other 5xx), 600 s (529) or 1,800 s (401, 403).</summary>
internal static class Cooldown
{
    private static readonly Weighted<long> s_lengths = new(
        (60 * SimulatedTime.Second, 40),
        (300 * SimulatedTime.Second, 20),
        (600 * SimulatedTime.Second, 30),
        (1800 * SimulatedTime.Second, 10)
    );

    public static long Draw(ref Rng rng) => s_lengths.Draw(ref rng);
}
