using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class TriggerCheckpointTests(TriggerStorage storage)
{
    [Fact]
    public async Task RestartedListener_GetsExactlyWhatCameSince()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        await bench.SendAsync(keys: 10, perKey: 10);
        await using (var first = await TriggerRun.StartAsync(bench.Options()))
        {
            await first.UntilAsync(100);
            await first.StopAsync();
        }

        await bench.SendAsync(keys: 10, perKey: 5, from: 10);
        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(50);
        await second.StopAsync();
        Assert.Equal(50, second.Events.Count());
        Assert.All(second.Events, one => Assert.InRange(TriggerRun.Number(one), 10, 14));
    }

    [Fact]
    public async Task Blobs_HaveTheOfficialLayout()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 3);
        await using var run = await TriggerRun.StartAsync(bench.Options());
        await run.UntilAsync(async () => await bench.CheckpointAsync() == "2");
        var checkpoint = (await bench.Container.GetBlobClient("127.0.0.1/calls/$default/checkpoint/0").GetPropertiesAsync()).Value;
        Assert.Equal(run.Events.Last().OffsetString, checkpoint.Metadata["offset"]);
        var owner = bench.Container.GetBlobClient("127.0.0.1/calls/$default/ownership/0");
        var id = (await owner.GetPropertiesAsync()).Value.Metadata["ownerid"];
        Assert.Equal(id, checkpoint.Metadata["clientidentifier"]);
        Assert.Equal((0, 0), (checkpoint.ContentLength, (await owner.GetPropertiesAsync()).Value.ContentLength));

        await run.StopAsync();
        var given = (await owner.GetPropertiesAsync()).Value.Metadata;
        Assert.True(!given.TryGetValue("ownerid", out var left) || left.Length == 0, $"A stopped listener still owns: {left}.");
    }

    [Fact]
    public async Task Stop_LetsTheRunningBatchFinishAndBeginsNoOther()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 10);
        var finish = new TaskCompletionSource();
        await using (
            var first = await TriggerRun.StartAsync(
                bench.Options() with
                {
                    Host = bench.Options().Host with { MaxEventBatchSize = 2, MinEventBatchSize = 2 },
                },
                (_, _) => finish.Task
            )
        )
        {
            await first.UntilAsync(() => first.Runs.Count == 1);
            var stopping = first.StopAsync();
            Assert.False(stopping.IsCompleted);
            finish.SetResult();
            await stopping;
            Assert.Equal([0, 1], Assert.Single(first.Runs).Numbers);
        }

        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(8);
        Assert.Equal(Enumerable.Range(2, 8), second.Events.Select(TriggerRun.Number));
    }

    [Fact]
    public async Task BatchCancelledByStop_ComesAgain()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 4);
        await using (var first = await TriggerRun.StartAsync(bench.Options(), (_, token) => Task.Delay(Timeout.Infinite, token)))
        {
            await first.UntilAsync(() => first.Runs.Count == 1);
            await first.CancelAsync();
            Assert.Equal(1, first.Logged(2026));
        }

        Assert.Null(await bench.CheckpointAsync());
        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(4);
        Assert.Equal(Enumerable.Range(0, 4), second.Events.Select(TriggerRun.Number));
    }

    [Fact]
    public async Task FunctionThatIgnoresItsToken_HoldsUpNoStop()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 1);
        var never = new TaskCompletionSource();
        await using (var first = await TriggerRun.StartAsync(bench.Options(), (_, _) => never.Task))
        {
            await first.UntilAsync(() => first.Runs.Count == 1);
            await first.CancelAsync();
            Assert.Equal(1, first.Logged(2031));
        }

        never.SetResult();
        Assert.Null(await bench.CheckpointAsync());
    }

    [Fact]
    public async Task CheckpointEveryFewBatches_CountsAllThatWasDoneWhenStopped()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 5);
        await using (
            var first = await TriggerRun.StartAsync(
                bench.Options() with
                {
                    Host = bench.Options().Host with { MaxEventBatchSize = 1, BatchCheckpointFrequency = 3 },
                }
            )
        )
        {
            await first.UntilAsync(5);
            Assert.Equal("2", await bench.CheckpointAsync());
            Assert.Equal(
                [false, false, true, false, false],
                first.Runs.Select(run => run.Batch.TriggerMetadata["PartitionContext"].ToString()!.Contains("tion\":true", StringComparison.Ordinal))
            );
            await first.StopAsync();
        }

        Assert.Equal("4", await bench.CheckpointAsync());
    }

    [Theory]
    [InlineData("start", 0)]
    [InlineData("time", 3)]
    public async Task InitialOffset_DecidesWhatANewGroupSees(string from, int first)
    {
        var clock = new ManualClock();
        await using var bench = await TriggerBench.StartAsync(storage, configure: it => it with { Clock = clock });
        await bench.SendAsync(keys: 1, perKey: 3);
        clock.Advance(TimeSpan.FromHours(1));
        await bench.SendAsync(keys: 1, perKey: 1, from: 3);
        var initial = from == "time" ? InitialOffset.EnqueuedFrom(clock.GetUtcNow() - TimeSpan.FromMinutes(1)) : InitialOffset.Start;
        await using var run = await TriggerRun.StartAsync(bench.Options() with { Host = bench.Options().Host with { Initial = initial } });
        await run.UntilAsync(4 - first);
        Assert.Equal(first, TriggerRun.Number(run.Events.First()));
    }

    [Fact]
    public async Task InitialOffsetAtTheEnd_LeavesOutWhatWasThere()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 3);
        await using var run = await TriggerRun.StartAsync(bench.Options() with { Host = bench.Options().Host with { Initial = InitialOffset.End } });
        // Where the end is depends on when the listener is there: more events, until it sees one.
        var sent = 3;
        await run.UntilAsync(async () =>
        {
            await bench.SendAsync(keys: 1, perKey: 1, from: sent++);
            return run.Events.Any();
        });
        Assert.InRange(TriggerRun.Number(run.Events.First()), 3, sent);
    }

    [Fact]
    public async Task HubMadeAnew_IsReadFromItsStart()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 10);
        await using (var first = await TriggerRun.StartAsync(bench.Options()))
        {
            await first.UntilAsync(10);
            await first.StopAsync();
        }

        await bench.Endpoint.StopAsync();
        Directory.Delete(Path.Combine(bench.Endpoint.Folder, "hubs"), recursive: true);
        bench.Endpoint.StartAgain();
        await bench.SendAsync(keys: 1, perKey: 2);

        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(2);
        Assert.Equal([0, 1], second.Events.Select(TriggerRun.Number));
        Assert.Equal(1, second.Logged(2029));
    }

    [Fact]
    public async Task UnreadableCheckpoint_IsToldAndReadFromTheStart()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 2);
        await bench.Container.CreateAsync();
        await bench.Container.UploadBlobAsync("127.0.0.1/calls/$default/checkpoint/0", BinaryData.FromString(""));
        await using var run = await TriggerRun.StartAsync(bench.Options());
        await run.UntilAsync(2);
        Assert.Equal(1, run.Logged(2028));
    }
}
