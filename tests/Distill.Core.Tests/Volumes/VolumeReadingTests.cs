using Distill.Contracts;
using Distill.Core.Volumes;

namespace Distill.Core.Tests.Volumes;

/// <summary>Hours of a campaign, compared with innocent weeks: nights, weekends, growth, a launch.</summary>
public sealed class VolumeReadingTests
{
    private const int Week = 168;

    private static readonly VolumeOptions s_options = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CampaignsFirstHour_IsAnomalous(int seed)
    {
        var series = Daily(seed);
        series[^1] += 3 * series.Max();

        var reading = Read(series);

        Assert.True(reading.IsAnomaly, $"{series[^1]} calls where {reading.Expected} are usual score {reading.Severity:F2}.");
        Assert.InRange(reading.Expected, 0.6 * Clean(Week - 1), 1.6 * Clean(Week - 1));
    }

    /// <summary>Three weeks of nights, office hours and weekends. Every hour is judged.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DailyCycle_IsNotAnomalous(int seed)
    {
        var weeks = Daily(seed, 4 * Week);

        Assert.All(Enumerable.Range(Week, 3 * Week), end => Assert.False(Read(weeks[(end - Week)..end]).IsAnomaly));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SteadyGrowth_IsNotAnomalous(int seed) => Assert.False(Read([.. Daily(seed).Select((x, i) => x * (1 + i / (double)Week))]).IsAnomaly);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Outage_IsNotAnomalous(int seed)
    {
        var series = Daily(seed);
        series[^1] = 0;

        Assert.False(Read(series).IsAnomaly);
    }

    /// <summary>The launch of a model is unusual for an hour or two and then usual. It must not raise an alarm all week.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void HoursAfterAStep_AreNotAnomalousForLong(int seed)
    {
        var weeks = Daily(seed, 2 * Week);
        for (var i = Week; i < 2 * Week; i++)
        {
            weeks[i] *= 2.5;
        }

        var found = Enumerable.Range(Week + 1, 72).Count(end => Read(weeks[(end - Week)..end]).IsAnomaly);

        Assert.InRange(found, 0, 12);
    }

    private static VolumeReading Read(double[] points) =>
        VolumeReading.BySpectralResidual(
            new VolumeSeries
            {
                Key = new VolumeKey(VolumeKind.Model, "m"),
                Hour = new Hour(500_000),
                Points = points,
                Last = default,
            },
            s_options
        );

    /// <summary>Expected calls of an hour. Nights are quiet, and a weekend has 70 % of a weekday.</summary>
    private static double Clean(int hour) => (400 + 300 * Math.Sin(2 * Math.PI * (hour % 24 - 8) / 24)) * (hour % Week / 24 >= 5 ? 0.7 : 1);

    private static double[] Daily(int seed, int hours = Week)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, hours).Select(i => Math.Round(Clean(i) * (0.9 + 0.2 * random.NextDouble())))];
    }
}
