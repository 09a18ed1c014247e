using Distill.Contracts;
using Distill.Functions.Batches;
using Distill.Functions.Correlation;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Correlation;

public sealed class ClosedHoursTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 1, 12, 30, 0, TimeSpan.Zero);
    private static readonly CorrelationOptions s_options = new();

    [Fact]
    public void WithoutCalls_NoHourIsClosed()
    {
        Assert.Null(Through());
        Assert.Null(Through(Partition("0", null)));
    }

    [Fact]
    public void TheSlowestActivePartition_HoldsItsHourOpen() =>
        Assert.Equal("2026050108", Through(Partition("0", Time(12, 5)), Partition("1", Time(9, 30)))?.ToString());

    [Theory]
    [InlineData(9, 59, "2026050108")]
    [InlineData(10, 9, "2026050108")]
    [InlineData(10, 10, "2026050109")]
    public void LateCalls_AreWaitedFor(int hour, int minute, string closed) =>
        Assert.Equal(closed, Through(Partition("0", Time(hour, minute)))?.ToString());

    [Fact]
    public void ASilentPartition_HoldsNothingOpen() =>
        Assert.Equal("2026050110", Through(Partition("0", Time(11, 50)), Partition("1", Time(3, 0), silent: TimeSpan.FromMinutes(2)))?.ToString());

    [Fact]
    public void WhenAllAreSilent_TheLastHourWithCallsIsClosed() =>
        Assert.Equal(
            "2026050105",
            Through(Partition("0", Time(5, 1), TimeSpan.FromMinutes(3)), Partition("1", Time(4, 59), TimeSpan.FromMinutes(2)))?.ToString()
        );

    [Fact]
    public void AnHourThatIsNotOver_IsNotClosed() =>
        Assert.Equal("2026050111", Through(Partition("0", Time(12, 10), TimeSpan.FromMinutes(10)))?.ToString());

    [Fact]
    public void RightAfterTheFirstBatchEver_NothingIsClosed_ForOthersMayNotHaveComeYet()
    {
        var first = Partition("0", Time(9, 0)) with { FirstAt = s_now - TimeSpan.FromMinutes(1) };

        Assert.Null(ClosedHours.Through([first], s_now, s_options));
        Assert.NotNull(ClosedHours.Through([first], s_now + TimeSpan.FromMinutes(1), s_options));
    }

    private static Hour? Through(params PartitionProgress[] partitions) => ClosedHours.Through(partitions, s_now, s_options);

    private static DateTimeOffset Time(int hour, int minute) => new(2026, 5, 1, hour, minute, 0, TimeSpan.Zero);

    private static PartitionProgress Partition(string id, DateTimeOffset? latest, TimeSpan silent = default) =>
        new()
        {
            Partition = new HubPartition(id),
            LastSequence = 1,
            LatestCall = latest,
            FirstAt = s_now - TimeSpan.FromDays(1),
            UpdatedAt = s_now - silent,
        };
}
