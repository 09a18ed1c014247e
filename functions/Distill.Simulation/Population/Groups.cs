using Distill.Simulation.Randomness;

namespace Distill.Simulation.Population;

/// <summary>Splits a number of accounts into groups.</summary>
internal static class Groups
{
    public static IEnumerable<int> Split(int count, int smallest, int largest, ulong seed)
    {
        var rng = Rng.Of(seed, 0x6709);
        while (count > 0)
        {
            // Sizes are log-uniform: many small groups and a few large ones.
            var size = (int)Math.Round(smallest * Math.Pow((double)largest / smallest, rng.Unit()));
            if (size > count || count - size < smallest)
            {
                size = Math.Min(count, largest);
            }

            yield return size;
            count -= size;
        }
    }
}
