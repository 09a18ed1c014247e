using System.Text.Json;
using Azure.Messaging.EventHubs;
using Distill.LocalRuntime.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Tests.EventHubs;

public sealed class TriggerSettingsTests
{
    [Fact]
    public void ExponentialBackoff_DoublesFromTheLeastToTheMost()
    {
        var policy = RetryPolicy.From(new ExponentialBackoffRetryAttribute(5, "00:00:01", "00:00:10"));
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(failures => (int)policy.DelayAfter(failures).TotalSeconds));
        Assert.True(policy.Allows(5));
        Assert.False(policy.Allows(6));
    }

    [Fact]
    public void FixedDelay_StaysTheSameAndMayGoOnForever()
    {
        var policy = RetryPolicy.From(new FixedDelayRetryAttribute(-1, "00:00:03"));
        Assert.True(policy.Allows(int.MaxValue));
        Assert.Equal(TimeSpan.FromSeconds(3), policy.DelayAfter(1));
        Assert.Equal(TimeSpan.FromSeconds(3), policy.DelayAfter(1000));
    }

    [Fact]
    public void NoAttribute_MeansNoRetry() => Assert.False(RetryPolicy.From(null).Allows(1));

    [Fact]
    public void RetryAttributes_CheckTheirIntervals()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedDelayRetryAttribute(1, "soon"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedDelayRetryAttribute(1, "-00:00:01"));
        Assert.Throws<ArgumentException>(() => new ExponentialBackoffRetryAttribute(1, "00:01:00", "00:00:01"));
    }

    [Fact]
    public void HostJson_SetsWhatItNames()
    {
        var options = Parse("""
            {"maxEventBatchSize":1000,"minEventBatchSize":2,"maxWaitTime":"00:00:05","batchCheckpointFrequency":3,"prefetchCount":3000,
             "targetUnprocessedEventThreshold":75,"initialOffsetOptions":{"type":"fromEnqueuedTime","enqueuedTimeUtc":"2026-04-01T00:00:00Z"}}
            """);
        Assert.Equal(
            new EventHubsHostOptions
            {
                MaxEventBatchSize = 1000,
                MinEventBatchSize = 2,
                MaxWaitTime = TimeSpan.FromSeconds(5),
                BatchCheckpointFrequency = 3,
                PrefetchCount = 3000,
                Initial = InitialOffset.EnqueuedFrom(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)),
            },
            options);
        Assert.Equal(new EventHubsHostOptions(), Parse("{}"));
    }

    [Theory]
    [InlineData("""{"maxEventBatchSize":0}""", "maxEventBatchSize")]
    [InlineData("""{"minEventBatchSize":101}""", "minEventBatchSize")]
    [InlineData("""{"maxWaitTime":"later"}""", "maxWaitTime")]
    [InlineData("""{"prefetchCount":"many"}""", "prefetchCount")]
    [InlineData("""{"initialOffsetOptions":{"type":"fromMiddle"}}""", "fromMiddle")]
    [InlineData("""{"initialOffsetOptions":{"type":"fromEnqueuedTime"}}""", "enqueuedTimeUtc")]
    public void HostJson_ThatIsWrong_SaysWhere(string json, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Parse(json)).Message);

    [Fact]
    public void BindingData_IsWhatTheRealWorkerGets()
    {
        var time = new DateTimeOffset(2026, 4, 1, 12, 30, 0, TimeSpan.Zero);
        EventData[] events =
        [
            EventHubsModelFactory.EventData(new BinaryData("a"), null, null, "acct_1", 41, "4096", time),
            EventHubsModelFactory.EventData(new BinaryData("b"), null, null, null, 42, "5000", time.AddMilliseconds(5)),
        ];
        var data = EventHubBindingData.For(new("ns.servicebus.windows.net", "calls", "$Default", "3", true), events);

        Assert.Equal(
            """{"IsCheckpointingAfterInvocation":true,"FullyQualifiedNamespace":"ns.servicebus.windows.net","EventHubName":"calls","ConsumerGroup":"$Default","PartitionId":"3"}""",
            data["partitionContext"]);
        Assert.Equal([41L, 42L], Assert.IsAssignableFrom<IEnumerable<long>>(data["SequenceNumberArray"]));
        Assert.Equal(["4096", "5000"], Assert.IsAssignableFrom<IEnumerable<string>>(data["OffsetArray"]));
        Assert.Equal(["acct_1", ""], Assert.IsAssignableFrom<IEnumerable<string>>(data["PartitionKeyArray"]));
        Assert.Equal("""["2026-04-01T12:30:00","2026-04-01T12:30:00.005"]""", data["EnqueuedTimeUtcArray"]);
    }

    static EventHubsHostOptions Parse(string json) => EventHubsHostOptions.Parse(JsonDocument.Parse(json).RootElement);
}
