using Distill.Contracts;

namespace Distill.Core.Volumes;

/// <summary>Calls an hour of one key, from its first hour within the lookback to the hour in question.</summary>
public sealed record VolumeSeries
{
    private const int Day = 24;

    public required VolumeKey Key { get; init; }

    /// <summary>The hour of the last point.</summary>
    public required Hour Hour { get; init; }

    /// <summary>Calls an hour, oldest first, without gaps.</summary>
    public required IReadOnlyList<double> Points { get; init; }

    /// <summary>The last point, and whose calls it counts.</summary>
    public required HourVolume Last { get; init; }

    /// <summary>What the hour of the day had on the days before: their median.</summary>
    public double Usual()
    {
        var same = new List<double>();
        for (var i = Points.Count - 1 - Day; i >= 0; i -= Day)
        {
            same.Add(Points[i]);
        }

        same.Sort();
        return same.Count == 0 ? 0 : (same[(same.Count - 1) / 2] + same[same.Count / 2]) / 2;
    }
}
