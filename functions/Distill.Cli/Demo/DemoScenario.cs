using Distill.Simulation;

namespace Distill.Cli.Demo;

/// <summary>The demo's traffic: every kind of look-alike, and the thin operator among them, over days that have just passed.</summary>
internal static class DemoScenario
{
    public static Scenario Create(ulong seed, DateTimeOffset now)
    {
        var scenario = Ladder.Thin(new LadderSize(Innocent: 700, Campaign: 60, Days: 3, seed));
        return scenario with { Start = MondayBefore(now - scenario.Length) };
    }

    /// <summary>The app refuses events of the future. The week begins on a Monday, so that a seed means the same on every day.</summary>
    private static DateTimeOffset MondayBefore(DateTimeOffset time)
    {
        var day = new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
