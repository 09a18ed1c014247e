using System.Globalization;

namespace Distill.Honeypots.Keys;

/// <summary>Epochs of equal length, named by the day on which they begin.</summary>
/// <param name="Days">The length.</param>
public readonly record struct EpochCalendar(int Days)
{
    // A Monday: epochs of a week begin on Mondays.
    private static readonly DateOnly s_origin = new(2024, 1, 1);

    /// <summary>The epoch of a time.</summary>
    public EpochId At(DateTimeOffset time)
    {
        var days = DateOnly.FromDateTime(time.UtcDateTime).DayNumber - s_origin.DayNumber;
        var start = s_origin.AddDays((int)Math.Floor((double)days / Days) * Days);
        return EpochId.Parse(start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
