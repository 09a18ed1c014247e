using System.Numerics;
using System.Runtime.CompilerServices;

namespace Distill.Simulation.Randomness;

/// <summary>
/// A random number generator: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). It is a value, seeded by what it is used for, such as (scenario, account,
/// day). So any part of the traffic can be drawn without the parts before it. <c>default</c> is the generator of seed 0.
/// </summary>
internal struct Rng(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    public static Rng Of(ulong a) => new(Mix(a));

    public static Rng Of(ulong a, ulong b) => new(Mix(a, b));

    public static Rng Of(ulong a, ulong b, ulong c) => new(Mix(Mix(a, b), c));

    public static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public static ulong Mix(ulong a, ulong b) => Mix(a + (BitOperations.RotateLeft(Mix(b), 23) ^ Golden));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        _state += Golden;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns a uniform number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a uniform number in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Returns a uniform integer in [0, count). The bias of the multiply-shift is at most count / 2^32.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>Returns a uniform integer in [low, high], both ends included.</summary>
    public int Range(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(T[] from) => from[Below(from.Length)];

    public double Exponential(double mean) => -mean * Math.Log(1 - Unit());

    /// <summary>
    /// Returns a standard normal number by one branch of Box-Muller. Marsaglia's polar method would have to keep a spare value; this keeps the struct
    /// at eight bytes.
    /// </summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Returns a Poisson number: by Knuth's product, or above a mean of 60 by the normal approximation.</summary>
    public int Poisson(double mean)
    {
        if (mean <= 0)
        {
            return 0;
        }

        if (mean > 60)
        {
            return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Normal()));
        }

        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = Unit(); product > limit; product *= Unit())
        {
            count++;
        }

        return count;
    }

    /// <summary>Returns a geometric number, at least 1, with the given mean.</summary>
    public int Geometric(double mean) => mean <= 1 ? 1 : 1 + (int)(Math.Log(1 - Unit()) / Math.Log(1 - 1 / mean));
}
