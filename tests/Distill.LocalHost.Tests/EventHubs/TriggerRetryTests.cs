using Distill.LocalHost.EventHubs.Trigger;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class TriggerRetryTests(TriggerStorage storage)
{
    private static readonly RetryPolicy s_twiceAtOnce = RetryPolicy.FixedDelay(2, TimeSpan.Zero);

    [Fact]
    public async Task FailedBatch_IsRetriedWithItsContextThenCheckpointed()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 3);
        await using (
            var first = await TriggerRun.StartAsync(
                bench.Options() with
                {
                    Retry = s_twiceAtOnce,
                    Host = bench.Options().Host with { MaxEventBatchSize = 3 },
                },
                (_, _) => throw new InvalidOperationException("always")
            )
        )
        {
            await first.UntilAsync(async () => await bench.CheckpointAsync() == "2");
            await bench.SendAsync(keys: 1, perKey: 1, from: 3);
            await first.UntilAsync(async () => await bench.CheckpointAsync() == "3");
            var byBatch = first.Runs.GroupBy(run => run.Numbers[0]).ToList();
            Assert.Equal([.. Enumerable.Range(0, 3)], byBatch.SelectMany(runs => runs.First().Numbers).Take(3));
            Assert.All(
                byBatch,
                runs => Assert.Equal([new RetryAttempt(0, 2), new RetryAttempt(1, 2), new RetryAttempt(2, 2)], runs.Select(run => run.Batch.Retry))
            );
            Assert.Equal(byBatch.Count, first.Logged(2025));
            await first.StopAsync();
        }

        await bench.SendAsync(keys: 1, perKey: 1, from: 4);
        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(1);
        Assert.Equal([4], second.Events.Select(TriggerRun.Number));
    }

    [Fact]
    public async Task FailureThatPasses_RunsTheSameBatchAgainAndGoesOn()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 5);
        await using var run = await TriggerRun.StartAsync(
            bench.Options() with
            {
                Retry = s_twiceAtOnce,
                Host = bench.Options().Host with { MinEventBatchSize = 5 },
            },
            (one, _) => one.Batch.Retry.Count == 0 ? throw new InvalidOperationException("once") : Task.CompletedTask
        );
        await run.UntilAsync(5);
        Assert.Equal(
            [
                [0, 1, 2, 3, 4],
                [0, 1, 2, 3, 4],
            ],
            run.Runs.Select(one => one.Numbers)
        );
        await run.UntilAsync(async () => await bench.CheckpointAsync() == "4");
    }

    [Fact]
    public async Task LostWorker_CountsAsNoRun()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 2);
        var lost = 0;
        await using var run = await TriggerRun.StartAsync(
            bench.Options() with
            {
                Host = bench.Options().Host with { MinEventBatchSize = 2 },
            },
            async (_, _) =>
            {
                if (++lost <= 3)
                {
                    Assert.Null(await bench.CheckpointAsync());
                    throw new WorkerLostException("The worker died.");
                }
            }
        );
        await run.UntilAsync(2);
        Assert.Equal(
            [
                [0, 1],
                [0, 1],
                [0, 1],
                [0, 1],
            ],
            run.Runs.Select(one => one.Numbers)
        );
        Assert.All(run.Runs, one => Assert.Equal(new RetryAttempt(0, 0), one.Batch.Retry));
        Assert.Equal((1, 0), (run.Logged(2024), run.Logged(2025)));
        await run.UntilAsync(async () => await bench.CheckpointAsync() == "1");
    }

    [Fact]
    public async Task StopBetweenRetries_LeavesTheBatchForTheNextStart()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 1);
        await using (
            var first = await TriggerRun.StartAsync(
                bench.Options() with
                {
                    Retry = RetryPolicy.FixedDelay(-1, TimeSpan.FromHours(1)),
                },
                (_, _) => throw new InvalidOperationException("always")
            )
        )
        {
            await first.UntilAsync(() => first.Logged(2023) == 1);
            // With grace: the wait of an hour is what gives up.
            await first.StopAsync();
        }

        Assert.Null(await bench.CheckpointAsync());
        await using var second = await TriggerRun.StartAsync(bench.Options());
        await second.UntilAsync(1);
    }

    [Fact]
    public void ExponentialBackoff_DoublesFromTheMinimumToTheMaximum()
    {
        var policy = RetryPolicy.ExponentialBackoff(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(failures => (int)policy.DelayAfter(failures).TotalSeconds));
        Assert.True(policy.Allows(5));
        Assert.False(policy.Allows(6));
        Assert.False(RetryPolicy.None.Allows(1));
    }

    [Fact]
    public void FixedDelay_StaysTheSameAndMayGoOnForever()
    {
        var policy = RetryPolicy.FixedDelay(-1, TimeSpan.FromSeconds(3));
        Assert.True(policy.Allows(int.MaxValue));
        Assert.Equal([3.0, 3.0], new[] { 1, 1000 }.Select(failures => policy.DelayAfter(failures).TotalSeconds));
    }
}
