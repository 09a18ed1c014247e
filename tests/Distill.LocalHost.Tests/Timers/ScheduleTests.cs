using Distill.LocalHost.Schedules;
using Distill.LocalHost.Timers;

namespace Distill.LocalHost.Tests.Timers;

public sealed class ScheduleTests
{
    private static readonly DateTime s_noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:05:00")]
    [InlineData("*/5 * * * *", "2026-03-01T12:05:00")]
    [InlineData("30 0 3 * * 1-5", "2026-03-02T03:00:30")]
    [InlineData("00:07:30", "2026-03-01T12:07:30")]
    [InlineData("0  0 13  * * *", "2026-03-01T13:00:00")]
    public void Expression_GivesItsNextOccurrence(string expression, string next)
    {
        var schedule = ScheduleParser.TryParse(expression, out _);
        Assert.Equal(DateTime.Parse(next, System.Globalization.CultureInfo.InvariantCulture), schedule!.Next(s_noon));
        Assert.Equal(DateTimeKind.Utc, schedule.Next(s_noon).Kind);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("*/10 0 * * * *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void FrequentSchedule_IsTold(string expression, bool frequent) =>
        Assert.Equal(frequent, ScheduleParser.TryParse(expression, out _)!.IsFrequent);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-00:01:00")]
    [InlineData("* * * *")]
    [InlineData("0 0 0 30 2 *")]
    public void OtherText_IsRefusedWithAReason(string expression)
    {
        Assert.Null(ScheduleParser.TryParse(expression, out var reason));
        Assert.StartsWith("is ", reason);
    }

    [Fact]
    public void ChangedSchedule_IsNotPastDue()
    {
        var hourly = ScheduleParser.TryParse("0 0 * * * *", out _)!;
        var (recorded, _) = PastDue.Check(null, hourly, s_noon);
        var minutely = ScheduleParser.TryParse("0 30 * * * *", out _)!;
        var (status, isPastDue) = PastDue.Check(recorded, minutely, s_noon.AddHours(5));
        Assert.False(isPastDue);
        Assert.Equal(s_noon.AddHours(5.5), status.Next);
    }
}
