using System.Globalization;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>A third party that sells access: an id on its customers' accounts and calls, and the addresses that its gateway leaves by.</summary>
internal sealed record Reseller(string Id, SharedEgress Egress, Platform[] Platforms)
{
    /// <summary>A market of a few large and many small ones, growing with the population.</summary>
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
