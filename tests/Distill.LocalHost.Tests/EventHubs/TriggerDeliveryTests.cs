using System.Text.Json;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class TriggerDeliveryTests(TriggerStorage storage)
{
    [Fact]
    public async Task EveryEvent_ArrivesOnceAndInOrder()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        await using var run = await TriggerRun.StartAsync(bench.Options());
        await bench.SendAsync(keys: 40, perKey: 50);
        await run.UntilAsync(2000);

        Assert.Equal(2000, run.Events.Count());
        foreach (var key in run.Events.GroupBy(one => one.PartitionKey))
        {
            Assert.Equal(Enumerable.Range(0, 50), key.Select(TriggerRun.Number));
        }

        Assert.All(
            run.Succeeded.GroupBy(one => one.Partition),
            partition => Assert.Equal(Enumerable.Range(0, partition.Sum(one => one.Events.Length)), partition.SelectMany(one => one.Numbers))
        );
    }

    [Fact]
    public async Task Partition_RunsOneBatchAtATimeWhileOthersGoOn()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        await bench.SendAsync(keys: 40, perKey: 10);
        var running = new HashSet<string>();
        var overlaps = 0;
        var all = new TaskCompletionSource();
        await using var run = await TriggerRun.StartAsync(
            bench.Options() with
            {
                Host = bench.Options().Host with { MaxEventBatchSize = 10 },
            },
            async (one, _) =>
            {
                lock (running)
                {
                    overlaps += running.Add(one.Partition) ? 0 : 1;
                    if (running.Count == 4)
                    {
                        all.TrySetResult();
                    }
                }

                // Nobody ends before all four partitions are in a run at once.
                await all.Task;
                await Task.Yield();
                lock (running)
                {
                    running.Remove(one.Partition);
                }
            }
        );
        await run.UntilAsync(400);
        Assert.Equal(0, overlaps);
        Assert.All(run.Runs, one => Assert.InRange(one.Events.Length, 1, 10));
    }

    [Fact]
    public async Task MinimumBatch_IsWaitedForThenFilled()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await using var run = await TriggerRun.StartAsync(
            bench.Options() with
            {
                Host = bench.Options().Host with { MinEventBatchSize = 6, MaxEventBatchSize = 8, MaxWaitTime = TimeSpan.FromMinutes(10) },
            }
        );
        await bench.SendAsync(keys: 1, perKey: 4);
        await bench.SendAsync(keys: 1, perKey: 4, from: 4);
        await bench.SendAsync(keys: 1, perKey: 4, from: 8);
        await run.UntilAsync(6);
        await bench.SendAsync(keys: 1, perKey: 4, from: 12);
        await run.UntilAsync(12);
        Assert.All(run.Runs, one => Assert.InRange(one.Events.Length, 6, 8));
        Assert.Equal(Enumerable.Range(0, run.Events.Count()), run.Events.Select(TriggerRun.Number));
    }

    [Fact]
    public async Task MinimumBatch_IsNotWaitedForForever()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 3);
        await using var run = await TriggerRun.StartAsync(
            bench.Options() with
            {
                Host = bench.Options().Host with { MinEventBatchSize = 100, MaxWaitTime = TimeSpan.FromMilliseconds(100) },
            }
        );
        await run.UntilAsync(3);
    }

    [Fact]
    public async Task TwoGroups_EachGetEverything()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 2);
        await using var first = await TriggerRun.StartAsync(bench.Options());
        await using var second = await TriggerRun.StartAsync(bench.Options() with { ConsumerGroup = "audit" });
        await bench.SendAsync(keys: 10, perKey: 10);
        await first.UntilAsync(100);
        await second.UntilAsync(100);
        Assert.Equal((100, 100), (first.Events.Count(), second.Events.Count()));
    }

    [Fact]
    public async Task Event_KeepsWhatTheHubAndTheSenderGaveIt()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await using (var sender = new EventHubProducerClient(bench.Endpoint.ConnectionString, TriggerBench.Hub))
        {
            var sent = new EventData("one")
            {
                MessageId = "m1",
                CorrelationId = "c1",
                ContentType = "application/json",
            };
            sent.Properties["text"] = "ü";
            sent.Properties["number"] = 42L;
            sent.Properties["time"] = new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
            await sender.SendAsync([new EventData("zero")]);
            await sender.SendAsync([sent], new SendEventOptions { PartitionKey = "acct_1" });
        }

        await using var run = await TriggerRun.StartAsync(bench.Options());
        await run.UntilAsync(2);
        var bytes = run.Succeeded.SelectMany(one => one.Batch.Messages).Last();
        var got = new EventData(AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes)));
        Assert.Equal("one", got.EventBody.ToString());
        Assert.Equal((1L, "acct_1"), (got.SequenceNumber, got.PartitionKey));
        Assert.Equal(("m1", "c1", "application/json"), (got.MessageId, got.CorrelationId, got.ContentType));
        Assert.Equal("ü", got.Properties["text"]);
        Assert.Equal(42L, got.Properties["number"]);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero), got.Properties["time"]);
        Assert.False(string.IsNullOrEmpty(got.OffsetString));
        Assert.InRange(got.EnqueuedTime, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));

        var metadata = run.Succeeded.Last().Batch.TriggerMetadata;
        Assert.Equal(
            """{"IsCheckpointingAfterInvocation":true"""
                + ""","FullyQualifiedNamespace":"127.0.0.1","EventHubName":"calls","ConsumerGroup":"$Default","PartitionId":"0"}""",
            metadata["partitionContext"]
        );
        Assert.Equal(got.SequenceNumber, Assert.IsType<long[]>(metadata["SequenceNumberArray"])[^1]);
        Assert.Equal(got.OffsetString, Assert.IsType<string[]>(metadata["OffsetArray"])[^1]);
        Assert.Equal("acct_1", Assert.IsType<string[]>(metadata["PartitionKeyArray"])[^1]);
        var times = JsonSerializer.Deserialize<DateTime[]>(Assert.IsType<string>(metadata["EnqueuedTimeUtcArray"]))!;
        Assert.Equal(got.EnqueuedTime.DateTime, times[^1]);
    }
}
