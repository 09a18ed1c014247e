using Distill.LocalRuntime.EventHubs;

namespace Distill.LocalRuntime.Tests.EventHubs;

public sealed class TriggerTests
{
    static readonly RetryPolicy TwiceAtOnce = new(2, TimeSpan.Zero, TimeSpan.Zero);

    [Fact]
    public async Task RestartedListener_GoesOnBehindItsCheckpoint()
    {
        await using var endpoint = EndpointFixture.Start();
        await endpoint.SendAsync("calls", keys: 10, perKey: 10);
        await using (var first = Collector.Start(endpoint, "calls"))
            await first.UntilAsync(100);

        await endpoint.SendAsync("calls", keys: 10, perKey: 5, from: 10);
        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(50);
        await Task.Delay(50);
        Assert.Equal(50, second.Count);
        Assert.All(second.Events, it => Assert.True(int.Parse(it.Event.EventBody.ToString().Split(':')[1]) >= 10));
    }

    [Fact]
    public async Task FailedBatch_IsRetriedThenCheckpointed()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 3);
        var runs = 0;
        await using (var first = Collector.Start(
            endpoint,
            "calls",
            it => it with { Retry = TwiceAtOnce, Host = it.Host with { MaxEventBatchSize = 3, MinEventBatchSize = 3 } },
            _ => throw new InvalidOperationException($"run {Interlocked.Increment(ref runs)}")))
        {
            await first.UntilAsync(it => it.Batches.Count == 3);
            await endpoint.SendAsync("calls", keys: 1, perKey: 3, from: 3);
            await first.UntilAsync(it => it.Batches.Count == 6);
            Assert.Equal([0, 0, 0, 3, 3, 3], first.Batches.Select(batch => (int)batch.Events[0].SequenceNumber));
        }

        Assert.Equal(6, runs);
        await endpoint.SendAsync("calls", keys: 1, perKey: 1, from: 6);
        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(1);
        Assert.Equal(6, second.Events.Single().Event.SequenceNumber);
    }

    [Fact]
    public async Task FailureThatPasses_RunsTheSameBatchAgain()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 5);
        var runs = 0;
        await using var collector = Collector.Start(
            endpoint,
            "calls",
            it => it with { Retry = TwiceAtOnce, Host = it.Host with { MinEventBatchSize = 5 } },
            _ => Interlocked.Increment(ref runs) == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask);
        await collector.UntilAsync(it => it.Batches.Count == 2);
        Assert.Equal([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], collector.Batches.Select(batch => batch.Events.Select(it => (int)it.SequenceNumber)));
    }

    [Fact]
    public async Task Partition_RunsOneBatchAtATimeWhileOthersGoOn()
    {
        await using var endpoint = EndpointFixture.Start();
        await endpoint.SendAsync("calls", keys: 40, perKey: 10);
        var running = new HashSet<string>();
        var most = 0;
        var overlaps = 0;
        var gate = new Lock();
        await using var collector = Collector.Start(
            endpoint,
            "calls",
            it => it with { Host = it.Host with { MaxEventBatchSize = 10 } },
            async events =>
            {
                // A key is in one partition only, so no key may be seen by two runs at once.
                var keys = events.Select(it => it.PartitionKey).Distinct().ToArray();
                lock (gate)
                {
                    overlaps += keys.Count(key => !running.Add(key));
                    most = Math.Max(most, running.Count - keys.Length);
                }

                await Task.Delay(20);
                lock (gate)
                    running.ExceptWith(keys);
            });
        await collector.UntilAsync(400);
        Assert.Equal(400, collector.Count);
        Assert.Equal(0, overlaps);
        Assert.True(most > 0, "No two partitions ran at once.");
    }

    [Fact]
    public async Task Stop_LetsTheRunningBatchFinishAndBeginsNoOther()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 10);
        var finish = new TaskCompletionSource();
        await using (var first = Collector.Start(
            endpoint, "calls", it => it with { Host = it.Host with { MaxEventBatchSize = 2, MinEventBatchSize = 2 } }, _ => finish.Task))
        {
            await first.UntilAsync(2);
            var stopping = first.StopAsync();
            await Task.Delay(30);
            Assert.False(stopping.IsCompleted);
            finish.SetResult();
            await stopping;
            Assert.Equal(2, first.Count);
        }

        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(8);
        Assert.Equal(Enumerable.Range(2, 8), second.Events.Select(it => (int)it.Event.SequenceNumber));
    }

    [Fact]
    public async Task BatchCancelledByStop_ComesAgain()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 4);
        await using (var first = Collector.Start(
            endpoint, "calls", it => it with { StopGrace = TimeSpan.FromMilliseconds(20) }, _ => Task.Delay(Timeout.Infinite)))
        {
            await first.UntilAsync(it => it.Batches.Count == 1);
            await first.StopAsync();
        }

        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(4);
        Assert.Equal(Enumerable.Range(0, 4), second.Events.Select(it => (int)it.Event.SequenceNumber));
    }

    [Fact]
    public async Task StopBetweenRetries_LeavesTheBatchForTheNextStart()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 1);
        await using (var first = Collector.Start(
            endpoint,
            "calls",
            it => it with { Retry = new RetryPolicy(-1, TimeSpan.FromHours(1), TimeSpan.FromHours(1)) },
            _ => throw new InvalidOperationException("always")))
        {
            await first.UntilAsync(1);
        }

        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(1);
    }

    [Fact]
    public async Task CheckpointEveryFewBatches_CountsAllThatWasDoneWhenStopped()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 5);
        await using (var first = Collector.Start(
            endpoint, "calls", it => it with { Host = it.Host with { MaxEventBatchSize = 1, BatchCheckpointFrequency = 3 } }))
        {
            await first.UntilAsync(5);
            Assert.Equal(
                [false, false, true, false, false],
                first.Batches.Select(batch => batch.Partition.IsCheckpointingAfterInvocation));
        }

        await endpoint.SendAsync("calls", keys: 1, perKey: 1, from: 5);
        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(1);
        Assert.Equal(5, second.Events.First().Event.SequenceNumber);
    }

    [Fact]
    public async Task LeastBatch_IsWaitedForButNotForever()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 3);
        await using var collector = Collector.Start(endpoint, "calls", it => it with
        {
            Host = it.Host with { MinEventBatchSize = 100, MaxWaitTime = TimeSpan.FromMilliseconds(100) },
        });
        await collector.UntilAsync(3);
        Assert.Single(collector.Batches);
    }

    [Theory]
    [InlineData("start", 0)]
    [InlineData("end", 3)]
    [InlineData("time", 3)]
    public async Task InitialOffset_DecidesWhatANewGroupSees(string from, int first)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1, Clock = clock });
        await endpoint.SendAsync("calls", keys: 1, perKey: 3);
        clock.Now += TimeSpan.FromHours(1);
        var initial = from switch
        {
            "end" => InitialOffset.End,
            "time" => InitialOffset.EnqueuedFrom(clock.Now),
            _ => InitialOffset.Start,
        };
        await using var collector = Collector.Start(endpoint, "calls", it => it with { Host = it.Host with { Initial = initial } });
        // Where the end is depends on when the listener is there: more events, until it sees one.
        for (var n = 3; collector.Count == 0 && n < 200; n++)
        {
            await endpoint.SendAsync("calls", keys: 1, perKey: 1, from: n);
            await Task.Delay(50);
        }

        await collector.UntilAsync(1);
        var seen = (int)collector.Events.First().Event.SequenceNumber;
        if (from == "end")
            Assert.InRange(seen, first, 200);
        else
            Assert.Equal(first, seen);
        Assert.Equal(first == 0 ? clock.Now - TimeSpan.FromHours(1) : clock.Now, collector.Events.First().Event.EnqueuedTime);
    }

    [Fact]
    public async Task HubMadeAnew_IsReadFromItsStart()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 10);
        await using (var first = Collector.Start(endpoint, "calls"))
            await first.UntilAsync(10);
        await endpoint.StopAsync();
        Directory.Delete(Path.Combine(endpoint.Folder, "hubs"), recursive: true);
        endpoint.StartAgain();
        await endpoint.SendAsync("calls", keys: 1, perKey: 2);

        await using var second = Collector.Start(endpoint, "calls");
        await second.UntilAsync(2);
        Assert.Equal([0, 1], second.Events.Select(it => (int)it.Event.SequenceNumber));
    }

    sealed class ManualClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
