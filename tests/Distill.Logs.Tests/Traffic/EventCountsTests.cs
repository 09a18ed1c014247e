using Distill.Core.Events;
using Distill.Logs.Traffic;

namespace Distill.Logs.Tests.Traffic;

public sealed class EventCountsTests
{
    [Theory]
    [InlineData(99, 1, 100, 1, 0.01)]
    [InlineData(99, 1, 100, 40, 0.4)]
    [InlineData(0, 1, 100, 120, 1)]
    public void UnreadShare_IsTheLargerOfTwo_AndNeverMoreThanAll(long calls, long rejected, long bytes, long rejectedBytes, double share)
    {
        var counts = new EventCounts
        {
            Calls = calls,
            Bytes = bytes,
            RejectedBytes = rejectedBytes,
        };
        counts.Reject(RejectReason.NotJson, rejected);

        Assert.Equal(share, counts.UnreadShare);
    }
}
