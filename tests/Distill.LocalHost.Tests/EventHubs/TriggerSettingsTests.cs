using System.Text;
using Azure.Messaging.EventHubs;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class TriggerSettingsTests
{
    [Fact]
    public void HostJson_SetsWhatItNames()
    {
        var options = Read(
            """
            {"maxEventBatchSize":1000,"minEventBatchSize":2,"maxWaitTime":"00:00:05","batchCheckpointFrequency":3,"prefetchCount":3000,
             "loadBalancingUpdateInterval":"00:00:30","partitionOwnershipExpirationInterval":"00:02:00","targetUnprocessedEventThreshold":75,
             "initialOffsetOptions":{"type":"fromEnqueuedTime","enqueuedTimeUtc":"2026-04-01T00:00:00Z"},
             "clientRetryOptions":{"mode":"fixed","tryTimeout":"00:01:00","delay":"00:00:00.8","maximumDelay":"00:00:30","maximumRetries":5}}
            """,
            new StartupProblems()
        );
        Assert.Equal(
            new EventHubsHostOptions
            {
                MaxEventBatchSize = 1000,
                MinEventBatchSize = 2,
                MaxWaitTime = TimeSpan.FromSeconds(5),
                BatchCheckpointFrequency = 3,
                PrefetchCount = 3000,
                Initial = InitialOffset.EnqueuedFrom(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)),
                LoadBalancingUpdateInterval = TimeSpan.FromSeconds(30),
                PartitionOwnershipExpirationInterval = TimeSpan.FromMinutes(2),
                ClientRetryOptions = new ClientRetry
                {
                    Mode = EventHubsRetryMode.Fixed,
                    TryTimeout = TimeSpan.FromMinutes(1),
                    Delay = TimeSpan.FromSeconds(0.8),
                    MaximumDelay = TimeSpan.FromSeconds(30),
                    MaximumRetries = 5,
                },
            },
            options
        );
        Assert.Equal(new EventHubsHostOptions(), Read("{}", new StartupProblems()));
    }

    [Theory]
    [InlineData("""{"maxEventBatchSize":0}""", "maxEventBatchSize")]
    [InlineData("""{"minEventBatchSize":101}""", "minEventBatchSize")]
    [InlineData("""{"maxWaitTime":"later"}""", "maxWaitTime")]
    [InlineData("""{"initialOffsetOptions":{"type":"fromMiddle"}}""", "initialOffsetOptions.type")]
    [InlineData("""{"initialOffsetOptions":{"type":"fromEnqueuedTime"}}""", "enqueuedTimeUtc")]
    [InlineData("""{"partitionOwnershipExpirationInterval":"00:00:01"}""", "partitionOwnershipExpirationInterval")]
    [InlineData("""{"clientRetryOptions":{"mode":"never"}}""", "clientRetryOptions.mode")]
    public void HostJson_ThatIsWrong_SaysWhere(string json, string named)
    {
        var problems = new StartupProblems();
        Read(json, problems);
        Assert.Contains(named, Assert.Throws<StartupException>(problems.ThrowIfAny).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RareLoadBalancing_LetsOwnershipLastLonger() =>
        Assert.Equal(
            TimeSpan.FromMinutes(2),
            Read("""{"loadBalancingUpdateInterval":"00:00:30"}""", new StartupProblems()).PartitionOwnershipExpirationInterval
        );

    private static EventHubsHostOptions Read(string json, StartupProblems problems)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"eventHubs":{{json}}}"""));
        return EventHubsJson.Read(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("eventHubs"), HostJson.Name, problems);
    }
}
