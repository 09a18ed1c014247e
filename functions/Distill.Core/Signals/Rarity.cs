using System.Globalization;

namespace Distill.Core.Signals;

/// <summary>How signals express chance. A weight is -ln of the chance that independent customers look so alike.</summary>
internal static class Rarity
{
    /// <summary>
    /// Least weight, in nats, at which a signal reports anything: a chance of 1 in 100. Groups are many, so a chance of 1 in 10 would occur every
    /// hour.
    /// </summary>
    public static readonly double LeastWeight = Math.Log(100);

    private static readonly double s_ten = Math.Log(10);

    /// <summary>Formats a weight for people: "1 in 10^7".</summary>
    public static string OneIn(double weight) => string.Create(CultureInfo.InvariantCulture, $"1 in 10^{weight / s_ten:0}");
}
