using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>What the official .NET client sends is what it reads.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task EventsOfAKey_ComeOnceInOrderAndInOnePartition()
    {
        await using var endpoint = EndpointFixture.Start();
        await endpoint.SendAsync("calls", keys: 20, perKey: 50);
        var events = await endpoint.ReadAllAsync();
        Assert.Equal(1000, events.Count);
        foreach (var key in events.GroupBy(it => it.Event.PartitionKey))
        {
            Assert.Equal(Enumerable.Range(0, 50).Select(n => $"{key.Key["acct_".Length..]}:{n}"), key.Select(it => it.Event.EventBody.ToString()));
            Assert.Single(key.Select(it => it.Partition).Distinct());
        }

        foreach (var partition in events.GroupBy(it => it.Partition))
        {
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(n => (long)n), partition.Select(it => it.Event.SequenceNumber));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Event_KeepsPropertiesOfEveryTypeAndItsIds(int inOneMessage)
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        var properties = new Dictionary<string, object>
        {
            ["byte"] = (byte)200,
            ["sbyte"] = (sbyte)-100,
            ["short"] = (short)-30000,
            ["ushort"] = (ushort)60000,
            ["int"] = -5,
            ["uint"] = 5u,
            ["long"] = long.MinValue,
            ["ulong"] = ulong.MaxValue,
            ["float"] = 1.5f,
            ["double"] = -2.25,
            ["decimal"] = 12345.6789m,
            ["bool"] = true,
            ["char"] = 'é',
            ["string"] = "naïve ☃",
            ["guid"] = Guid.NewGuid(),
            ["uri"] = new Uri("https://example.org/a?b=c"),
            ["time"] = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc),
            ["offset"] = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
            ["span"] = TimeSpan.FromMinutes(7),
            ["empty"] = "",
        };
        var sent = Enumerable
            .Range(0, inOneMessage)
            .Select(n =>
            {
                var one = new EventData($"body {n}")
                {
                    MessageId = $"id {n}",
                    CorrelationId = $"cause {n}",
                    ContentType = "text/plain",
                };
                foreach (var (name, value) in properties)
                {
                    one.Properties[name] = value;
                }

                return one;
            });
        await producer.SendAsync(sent, new SendEventOptions { PartitionKey = "key" });

        var events = await endpoint.ReadAsync("0", inOneMessage);
        for (var n = 0; n < inOneMessage; n++)
        {
            Assert.Equal(
                ($"body {n}", $"id {n}", $"cause {n}", "text/plain", "key"),
                (events[n].EventBody.ToString(), events[n].MessageId, events[n].CorrelationId, events[n].ContentType, events[n].PartitionKey)
            );
            Assert.Equal(n, events[n].SequenceNumber);
            Assert.True(events[n].EnqueuedTime > DateTimeOffset.UtcNow.AddHours(-1));
            Assert.Equal(properties.OrderBy(it => it.Key), events[n].Properties.OrderBy(it => it.Key));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Body_OfAnyAmqpSectionIsKept(int inOneMessage)
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        AmqpMessageBody[] bodies =
        [
            AmqpMessageBody.FromValue("one value"),
            AmqpMessageBody.FromSequence([
                [1, 2L, "three"],
            ]),
            AmqpMessageBody.FromData([new byte[] { 1, 2 }, new byte[] { 3 }]),
        ];
        foreach (var body in bodies)
        {
            await producer.SendAsync(Enumerable.Range(0, inOneMessage).Select(_ => new EventData(new AmqpAnnotatedMessage(body))));
        }

        var read = (await endpoint.ReadAsync("0", bodies.Length * inOneMessage)).Select(it => it.GetRawAmqpMessage().Body).ToArray();
        Assert.True(read[0].TryGetValue(out var value));
        Assert.Equal("one value", value);
        Assert.True(read[inOneMessage].TryGetSequence(out var sequence));
        Assert.Equal([1, 2L, "three"], sequence!.Single());
        Assert.True(read[2 * inOneMessage].TryGetData(out var data));
        Assert.Equal([1, 2, 3], data!.SelectMany(it => it.ToArray()));
    }

    [Fact]
    public async Task PartitionId_IsWhereTheEventGoes()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        await producer.SendAsync([new EventData("a"), new EventData("b")], new SendEventOptions { PartitionId = "2" });
        await producer.SendAsync([new EventData("c")], new SendEventOptions { PartitionId = "2" });
        Assert.Equal(["a", "b", "c"], (await endpoint.ReadAsync("2", 3)).Select(it => it.EventBody.ToString()));
        Assert.True((await producer.GetPartitionPropertiesAsync("0")).IsEmpty);
    }

    [Fact]
    public async Task Event_OfAlmostAMebibytePassesAndALargerOneDoesNot()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        var body = new byte[1024 * 1024 - 512];
        new Random(1).NextBytes(body);
        await producer.SendAsync([new EventData(body)]);
        var refusal = await Assert.ThrowsAsync<EventHubsException>(() => producer.SendAsync([new EventData(new byte[1024 * 1024])]));
        Assert.Equal(EventHubsException.FailureReason.MessageSizeExceeded, refusal.Reason);
        using var batch = await producer.CreateBatchAsync();
        Assert.Equal(1024 * 1024, batch.MaximumSizeInBytes);
        Assert.False(batch.TryAdd(new EventData(new byte[1024 * 1024])));
        while (batch.TryAdd(new EventData(body.AsMemory(0, 50_000))))
        {
            // As many as there is room for.
        }

        await producer.SendAsync(batch);
        var events = await endpoint.ReadAsync("0", 1 + batch.Count);
        Assert.Equal(body, events[0].EventBody.ToArray());
        Assert.Equal(20, batch.Count);
        Assert.All(events[1..], it => Assert.Equal(body[..50_000], it.EventBody.ToArray()));
    }

    [Fact]
    public async Task BufferedProducer_DeliversEveryEventInOrderOfItsKey()
    {
        await using var endpoint = EndpointFixture.Start();
        var failed = new List<Exception>();
        var options = new EventHubBufferedProducerClientOptions { MaximumWaitTime = TimeSpan.FromMilliseconds(50) };
        await using (var producer = new EventHubBufferedProducerClient(endpoint.ConnectionString, "calls", options))
        {
            producer.SendEventBatchFailedAsync += failure =>
            {
                lock (failed)
                {
                    failed.Add(failure.Exception);
                }

                return Task.CompletedTask;
            };
            for (var n = 0; n < 3000; n++)
            {
                await producer.EnqueueEventAsync(new EventData($"{n}"), new EnqueueEventOptions { PartitionKey = $"acct_{n % 30}" });
            }

            await producer.FlushAsync();
        }

        Assert.Empty(failed);
        var events = await endpoint.ReadAllAsync();
        Assert.Equal(3000, events.Count);
        foreach (var key in events.GroupBy(it => it.Event.PartitionKey))
        {
            var first = int.Parse(key.Key["acct_".Length..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{first + 30 * n}"), key.Select(it => it.Event.EventBody.ToString()));
        }

        // The client hashes keys itself here; a batch goes by the endpoint's hash. Both are the service's.
        await using var plain = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        for (var key = 0; key < 30; key++)
        {
            await plain.SendAsync([new EventData("again")], new SendEventOptions { PartitionKey = $"acct_{key}" });
        }

        var all = await endpoint.ReadAllAsync();
        Assert.Equal(3030, all.Count);
        Assert.All(all.GroupBy(it => it.Event.PartitionKey), key => Assert.Single(key.Select(it => it.Partition).Distinct()));
    }
}
