using Distill.Simulation.Randomness;

namespace Distill.Simulation.Rhythms;

/// <summary>How calls spread over the hours of a local day, and how a weekend day compares with a working day.</summary>
internal sealed class DayProfile
{
    private readonly double[] _sums = new double[24];
    private readonly double[] _weights;

    private DayProfile(double weekend, params double[] weights)
    {
        Weekend = weekend;
        _weights = weights;
        var sum = 0.0;
        for (var h = 0; h < 24; h++)
        {
            _sums[h] = sum += weights[h];
        }
    }

    public double Weekend { get; }

    // The first number is a weekend day's share of a working day. The others are the weights of the hours 0 to 23.
    public static DayProfile Leisure { get; } =
        new(1.2, 2.0, 1.0, 0.5, 0.3, 0.2, 0.2, 0.5, 1.2, 2.0, 2.6, 3.0, 3.2, 3.4, 3.2, 3.2, 3.4, 3.6, 3.8, 4.4, 5.2, 5.8, 5.6, 4.8, 3.4);
    public static DayProfile Office { get; } =
        new(.12, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1, 0.4, 1.5, 4.5, 7.5, 8.5, 8.0, 4.8, 6.8, 8.2, 8.0, 7.0, 4.8, 2.4, 1.2, 0.9, 0.7, 0.5, 0.2);
    public static DayProfile Maker { get; } =
        new(.6, 2.2, 1.2, 0.6, 0.3, 0.2, 0.2, 0.4, 1.0, 2.6, 4.4, 5.4, 5.2, 4.2, 5.0, 5.6, 5.6, 5.0, 4.0, 3.6, 4.0, 4.6, 4.8, 4.4, 3.4);
    public static DayProfile Student { get; } =
        new(.9, 3.4, 2.0, 1.0, 0.4, 0.2, 0.1, 0.2, 0.6, 1.6, 2.6, 3.2, 3.4, 3.2, 3.6, 4.0, 4.2, 4.2, 4.0, 4.2, 5.0, 5.8, 6.2, 6.0, 4.8);
    public static DayProfile Owl { get; } =
        new(1.1, 6.0, 5.6, 5.0, 3.8, 2.4, 1.2, 0.6, 0.4, 0.4, 0.6, 1.0, 1.6, 2.2, 2.6, 2.8, 3.0, 3.2, 3.4, 3.6, 4.2, 5.0, 5.6, 6.0, 6.2);
    public static DayProfile Marathon { get; } =
        new(1, 5.0, 4.6, 4.0, 3.4, 2.8, 2.4, 2.4, 3.0, 4.0, 4.8, 5.2, 5.2, 4.6, 5.0, 5.4, 5.4, 5.2, 5.0, 4.6, 5.0, 5.4, 5.6, 5.6, 5.4);
    public static DayProfile Flat { get; } = new(1, [.. Enumerable.Repeat(1.0, 24)]);
    public static DayProfile Audience { get; } =
        new(.9, 2.6, 2.0, 1.6, 1.4, 1.3, 1.4, 1.8, 2.6, 3.6, 4.4, 4.8, 4.8, 4.6, 4.8, 4.9, 4.8, 4.7, 4.6, 4.6, 4.8, 4.8, 4.4, 3.8, 3.2);
    public static DayProfile Wave { get; } =
        new(1, 0.9, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.2, 1.1, 1.1, 1.2, 1.2, 1.2, 1.1, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9);
    public static DayProfile Shift { get; } =
        new(1, 0.5, 0.1, 0.1, 0.0, 0.0, 0.0, 0.1, 0.5, 2.5, 5.5, 6.0, 5.5, 3.0, 4.5, 6.0, 6.0, 5.5, 4.5, 3.0, 3.0, 3.5, 3.0, 2.0, 1.0);

    /// <summary>Draws a local time of day. Returns it in hours.</summary>
    public double Draw(ref Rng rng)
    {
        var at = rng.Unit() * _sums[23];
        var h = 0;
        while (h < 23 && _sums[h] <= at)
        {
            h++;
        }

        return h + rng.Unit();
    }

    /// <summary>Returns the hour's weight divided by the mean hour's.</summary>
    public double Intensity(double localHour) => _weights[(int)(((localHour % 24) + 24) % 24) % 24] * 24 / _sums[23];
}
