using System.Text.Json;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Official clients learn at once that a hub, a group or a partition is not there.</summary>
public sealed class MissingEntityTests
{
    // A client that took the error for a passing one would sit through these retries first: the test's limit is far shorter.
    private static readonly EventHubsRetryOptions s_patient = new()
    {
        Mode = EventHubsRetryMode.Fixed,
        MaximumRetries = 5,
        Delay = TimeSpan.FromMinutes(4),
        MaximumDelay = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public async Task UnknownPartition_IsNotFound()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var producer = Producer(endpoint, "calls");
        await NotFoundAsync(() => producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionId = "9" }));
        await NotFoundAsync(() => producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionId = "x" }));
        await NotFoundAsync(() => producer.GetPartitionPropertiesAsync("9"));
        await NotFoundAsync(() => ReceiveAsync(endpoint, "calls", "$Default", "9"));
        await producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionId = "0" });
    }

    [Fact]
    public async Task UnknownHubOrGroup_IsNotFoundWhenNoneIsMadeOnDemand()
    {
        await using var endpoint = EndpointFixture.Start(it =>
            it with
            {
                CreateOnDemand = false,
                InitialHubs = [new("calls") { Partitions = 2, ConsumerGroups = ["audit"] }],
            }
        );
        await using var producer = Producer(endpoint, "other");
        await NotFoundAsync(() => producer.SendAsync([new EventData("a")]));
        await NotFoundAsync(() => producer.GetEventHubPropertiesAsync());
        await NotFoundAsync(() => ReceiveAsync(endpoint, "other", "$Default", "0"));
        await NotFoundAsync(() => ReceiveAsync(endpoint, "calls", "other", "0"));
        await NotFoundAsync(() => ReceiveAsync(endpoint, "calls", "audit", "2"));
        await ReceiveAsync(endpoint, "calls", "audit", "1");
    }

    [Fact]
    public async Task JavaScriptClient_IsToldAtOnceToo()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { CreateOnDemand = false, InitialHubs = [new("calls")] });
        var codes = await JavaScriptClient.RunAsync("missing", endpoint.ConnectionString, "calls", "9");
        Assert.Equal(
            ["send", "properties", "receive", "hub", "group"],
            codes.EnumerateObject().Where(it => it.Value.GetString() == "MessagingEntityNotFoundError").Select(it => it.Name)
        );
        Assert.Equal(JsonValueKind.Object, codes.ValueKind);
    }

    private static EventHubProducerClient Producer(EndpointFixture endpoint, string hub) =>
        new(endpoint.ConnectionString, hub, new EventHubProducerClientOptions { RetryOptions = s_patient });

    private static async Task ReceiveAsync(EndpointFixture endpoint, string hub, string group, string partition)
    {
        await using var receiver = new PartitionReceiver(
            group,
            partition,
            EventPosition.Earliest,
            endpoint.ConnectionString,
            hub,
            new PartitionReceiverOptions { RetryOptions = s_patient }
        );
        await receiver.ReceiveBatchAsync(1, TimeSpan.FromMilliseconds(50));
    }

    private static async Task NotFoundAsync(Func<Task> ask)
    {
        var refusal = await Assert.ThrowsAsync<EventHubsException>(() => ask().WaitAsync(TimeSpan.FromMinutes(3)));
        Assert.Equal(EventHubsException.FailureReason.ResourceNotFound, refusal.Reason);
        Assert.False(refusal.IsTransient);
    }
}
