using System.Globalization;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>A third party that sells access. Its customers' accounts and calls carry its id, and its gateway's addresses.</summary>
internal sealed record Reseller(string Id, SharedEgress Egress, Platform[] Platforms)
{
    /// <summary>Returns a market with a few large resellers and many small ones. It grows with the population.</summary>
    public static Weighted<Reseller> Market(int innocent, ref Rng rng)
    {
        var count = Math.Clamp(innocent / 600, 5, 60);
        var resellers = new Reseller[count];
        for (var i = 0; i < count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"rs_{rng.Next() >> 40:x6}");
            Platform[] platforms = rng.Below(3) switch
            {
                0 => [Platform.Api],
                1 => [Platform.Api, Platform.Bedrock],
                _ => [Platform.Api, Platform.Vertex, Platform.Foundry],
            };
            resellers[i] = new(id, SharedEgress.Of(rng.Range(1, 4), rng.Range(4, 16), 0, NetworkUse.Hosting, ref rng), platforms);
        }
        return Weighted<Reseller>.Zipf(resellers, .7);
    }
}
