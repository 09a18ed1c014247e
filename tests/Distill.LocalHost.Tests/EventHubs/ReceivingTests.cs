using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Where official .NET receivers begin, who may receive, and what they are told.</summary>
public sealed class ReceivingTests
{
    [Fact]
    public async Task Receiver_BeginsWhereItsPositionSays()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        for (var n = 0; n < 20; n++)
        {
            await producer.SendAsync([new EventData($"{n}")]);
        }

        var events = await endpoint.ReadAsync("0", 20);
        var tenth = events[10];
        await FirstIsAsync(0, EventPosition.Earliest);
        await FirstIsAsync(11, EventPosition.FromOffset(tenth.OffsetString, isInclusive: false));
        await FirstIsAsync(10, EventPosition.FromOffset(tenth.OffsetString, isInclusive: true));
        await FirstIsAsync(11, EventPosition.FromSequenceNumber(10, isInclusive: false));
        await FirstIsAsync(10, EventPosition.FromSequenceNumber(10, isInclusive: true));
        await FirstIsAsync(0, EventPosition.FromSequenceNumber(0, isInclusive: true));
        await FirstIsAsync(0, EventPosition.FromEnqueuedTime(events[0].EnqueuedTime.AddMilliseconds(-1)));
        await FirstIsAsync(
            events.Find(it => it.EnqueuedTime > tenth.EnqueuedTime)?.SequenceNumber,
            EventPosition.FromEnqueuedTime(tenth.EnqueuedTime)
        );

        async Task FirstIsAsync(long? sequenceNumber, EventPosition position)
        {
            if (sequenceNumber is { } expected)
            {
                await using var receiver = endpoint.Receiver("0", position);
                Assert.Equal(expected, (await receiver.TakeAsync(1))[0].SequenceNumber);
            }
        }
    }

    [Fact]
    public async Task Receiver_FromTheLatestGetsOnlyWhatComesLater()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        await producer.SendAsync([new EventData("old")]);
        await using var receiver = endpoint.Receiver("0", EventPosition.Latest);
        // Nothing comes, but when this returns the link is there.
        Assert.Empty(await receiver.ReceiveBatchAsync(1, TimeSpan.FromMilliseconds(50)));
        await producer.SendAsync([new EventData("new")]);
        Assert.Equal("new", (await receiver.TakeAsync(1))[0].EventBody.ToString());
    }

    [Fact]
    public async Task ConsumerGroups_EachGetEverything()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 2, perKey: 50);
        foreach (var group in (string[])["$Default", "audit"])
        {
            await using var consumer = new EventHubConsumerClient(group, endpoint.ConnectionString, "calls");
            using var limit = new CancellationTokenSource(Patience.Limit);
            var numbers = new List<long>();
            await foreach (var one in consumer.ReadEventsFromPartitionAsync("0", EventPosition.Earliest, limit.Token))
            {
                numbers.Add(one.Data.SequenceNumber);
                if (numbers.Count == 100)
                {
                    break;
                }
            }

            Assert.Equal(Enumerable.Range(0, 100).Select(n => (long)n), numbers);
        }
    }

    [Fact]
    public async Task HigherOwnerLevel_DisconnectsTheLowerOne()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 1);
        await using var first = endpoint.Receiver("0", EventPosition.Earliest, new() { OwnerLevel = 1 });
        await first.TakeAsync(1);
        await using var second = endpoint.Receiver("0", EventPosition.Earliest, new() { OwnerLevel = 2 });
        await second.TakeAsync(1);

        await DisconnectedAsync(first);
        await using var late = endpoint.Receiver("0", EventPosition.Earliest, new() { OwnerLevel = 1 });
        await DisconnectedAsync(late);
        await endpoint.SendAsync("calls", keys: 1, perKey: 1, from: 1);
        Assert.Equal("0:1", (await second.TakeAsync(1))[0].EventBody.ToString());

        static async Task DisconnectedAsync(PartitionReceiver receiver)
        {
            var loss = await Assert.ThrowsAsync<EventHubsException>(() => receiver.TakeAsync(1));
            Assert.Equal(EventHubsException.FailureReason.ConsumerDisconnected, loss.Reason);
        }
    }

    [Fact]
    public async Task LastEnqueuedProperties_ComeWithTheEventsWhenAskedFor()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 5);
        await using var receiver = endpoint.Receiver("0", EventPosition.Earliest, new() { TrackLastEnqueuedEventProperties = true });
        var events = await receiver.TakeAsync(5);
        var last = receiver.ReadLastEnqueuedEventProperties();
        Assert.Equal(events[4].SequenceNumber, last.SequenceNumber);
        Assert.Equal(events[4].OffsetString, last.OffsetString);
        Assert.Equal(events[4].EnqueuedTime, last.EnqueuedTime);
        Assert.True(last.LastReceivedTime >= last.EnqueuedTime);
        Assert.Equal(["0:0", "0:1", "0:2", "0:3", "0:4"], events.Select(it => it.EventBody.ToString()));

        // Whoever does not ask is not told.
        await using var plain = endpoint.Receiver("0", EventPosition.Earliest, new() { TrackLastEnqueuedEventProperties = false });
        Assert.All(await plain.TakeAsync(5), it => Assert.Empty(it.GetRawAmqpMessage().DeliveryAnnotations));
    }
}
