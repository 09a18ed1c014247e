using System.Globalization;

namespace Distill.Core.Signals;

/// <summary>How signals speak of chance. A weight is -ln of the chance that independent customers look so alike.</summary>
internal static class Chance
{
    /// <summary>Weight from which a signal says anything: 1 in 100. Groups are many, and a chance of one in ten finds some every hour.</summary>
    public static readonly double LeastWeight = Math.Log(100);

    private static readonly double s_ten = Math.Log(10);

    /// <summary>"1 in 10^7", for people.</summary>
    public static string OneIn(double weight) => string.Create(CultureInfo.InvariantCulture, $"1 in 10^{weight / s_ten:0}");
}
