using Distill.Contracts;

namespace Distill.Core.Tests;

public sealed class CorrelationScheduleTests
{
    [Fact]
    public void FirstRun_StartsAtTheFirstHourWithCalls() => Assert.Equal([10, 11, 12, 13], Due(null, [12, 10], 13));

    [Fact]
    public void LaterRun_GoesOnAfterTheWatermark() => Assert.Equal([12, 13], Due(11, [10, 12], 13));

    [Fact]
    public void NothingNew_IsNothingDue() => Assert.Empty(Due(13, [10, 12], 13));

    [Fact]
    public void SilenceLongerThanTheLookback_IsSteppedOver() =>
        Assert.Equal([10, 11, 12, 13, 14, 500_000, 500_001], Due(null, [10, 500_000], 500_001, lookback: 4));

    [Fact]
    public void OneRunOrMany_ComeToTheSameHours()
    {
        int[] hours = [3, 4, 9, 40];
        var many = new List<int>();
        int? watermark = null;
        for (var closed = 0; closed < 60; closed += 7)
        {
            foreach (var hour in Due(watermark, hours, closed, lookback: 10))
            {
                many.Add(hour);
                watermark = hour;
            }
        }

        Assert.Equal(Due(null, hours, 56, lookback: 10), many);
    }

    private static int[] Due(int? watermark, int[] hours, int closed, int lookback = 168) =>
        [
            .. CorrelationSchedule
                .Due(watermark is { } w ? new Hour(w) : null, hours.Select(h => new Hour(h)), new Hour(closed), lookback)
                .Select(h => h.Number),
        ];
}
