using System.Globalization;

namespace Distill.Honeypots.Keys;

/// <summary>Epochs of equal length, named by their first day.</summary>
/// <param name="Days">The length of an epoch, in days.</param>
public readonly record struct EpochCalendar(int Days)
{
    // The day from which epochs are counted. It is a Monday, so that epochs of a week begin on Mondays.
    private static readonly DateOnly s_origin = new(2024, 1, 1);

    /// <summary>Returns the epoch that a time is in.</summary>
    public EpochId At(DateTimeOffset time)
    {
        var days = DateOnly.FromDateTime(time.UtcDateTime).DayNumber - s_origin.DayNumber;
        var start = s_origin.AddDays((int)Math.Floor((double)days / Days) * Days);
        return EpochId.Parse(start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
