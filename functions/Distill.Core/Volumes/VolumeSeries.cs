using Distill.Contracts;

namespace Distill.Core.Volumes;

/// <summary>Calls an hour of one key, from its first hour within the lookback to the hour that is judged.</summary>
public sealed record VolumeSeries
{
    // Hours in a day.
    private const int Day = 24;

    public required VolumeKey Key { get; init; }

    /// <summary>The hour of the last point.</summary>
    public required Hour Hour { get; init; }

    /// <summary>Calls of each hour, oldest first, without gaps.</summary>
    public required IReadOnlyList<double> Points { get; init; }

    /// <summary>The last point, with its accounts.</summary>
    public required HourVolume Last { get; init; }

    /// <summary>Returns the usual number of calls at this hour of the day: the median of the days before. 0 when there are none.</summary>
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
