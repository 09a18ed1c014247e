using Distill.Cli.Replay;

namespace Distill.Cli.Tests.Replay;

public sealed class PaceTests
{
    private const long Hour = 3_600_000_000;

    [Fact]
    public void Max_WaitsForNothing() => Assert.Equal(TimeSpan.Zero, new Pace(null, new Clock()).Wait(Hour, isCall: true));

    [Fact]
    public void Calls_ComeAsFarApartAsTheyDidDividedByTheSpeed()
    {
        var clock = new Clock();
        var pace = new Pace(60, clock);
        Assert.Equal(TimeSpan.Zero, pace.Wait(5 * Hour, isCall: true));
        Assert.Equal(TimeSpan.FromMinutes(1), pace.Wait(6 * Hour, isCall: true));
        clock.Now += TimeSpan.FromSeconds(45);
        Assert.Equal(TimeSpan.FromSeconds(15), pace.Wait(6 * Hour, isCall: false));
        clock.Now += TimeSpan.FromSeconds(45);
        Assert.Equal(TimeSpan.Zero, pace.Wait(6 * Hour, isCall: true));
    }

    [Fact]
    public void FactsBeforeTheFirstCall_AreNotWaitedFor()
    {
        var pace = new Pace(1, new Clock());
        Assert.Equal(TimeSpan.Zero, pace.Wait(0, isCall: false));
        Assert.Equal(TimeSpan.Zero, pace.Wait(10_000 * Hour, isCall: false));
        Assert.Equal(TimeSpan.Zero, pace.Wait(20_000 * Hour, isCall: true));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
