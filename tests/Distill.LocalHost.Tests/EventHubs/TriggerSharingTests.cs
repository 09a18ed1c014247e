using Distill.LocalHost.EventHubs.Trigger;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>
/// Two hosts share a hub. A host "dies" when its gates shut: it can then neither renew its ownership nor read nor write a
/// checkpoint.
/// </summary>
public sealed class TriggerSharingTests(TriggerStorage storage)
{
    [Fact]
    public async Task TwoListeners_ShareThePartitions()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        await using var first = await TriggerRun.StartAsync(bench.Options());
        await bench.SendAsync(keys: 40, perKey: 1);
        await first.UntilAsync(40);
        await using var second = await TriggerRun.StartAsync(bench.Options());
        await first.UntilAsync(async () => await PartitionsOfOwnersAsync(bench) is [2, 2]);

        await bench.SendAsync(keys: 40, perKey: 1, from: 1);
        await first.UntilAsync(() => first.Events.Concat(second.Events).Count(one => TriggerRun.Number(one) == 1) >= 40);
        await first.UntilAsync(() => second.Events.Any() && first.Events.Any(one => TriggerRun.Number(one) == 1));
    }

    [Fact]
    public async Task DeadListener_IsReplacedFromItsCheckpoints()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        var (hub, blobs) = (bench.HubGate(), bench.BlobGate());
        await using var first = await TriggerRun.StartAsync(Briefly(bench.Options(hub, blobs)));
        await bench.SendAsync(keys: 40, perKey: 1);
        await first.UntilAsync(40);
        for (var partition = 0; partition < 4; partition++)
        {
            await first.UntilAsync(async () => await bench.CheckpointAsync($"{partition}") is not null);
        }

        hub.Shut();
        blobs.Shut();
        await bench.SendAsync(keys: 40, perKey: 1, from: 1);
        await using var second = await TriggerRun.StartAsync(Briefly(bench.Options()));
        await second.UntilAsync(() =>
            second.Events.Where(one => TriggerRun.Number(one) == 1).Select(one => one.PartitionKey).Distinct().Count() == 40
        );
        await second.UntilAsync(async () => await PartitionsOfOwnersAsync(bench) is [4]);
    }

    [Fact]
    public async Task LostPartition_CancelsTheRunAndWritesNoCheckpoint()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        await bench.SendAsync(keys: 1, perKey: 5);
        var blobs = bench.BlobGate();
        var cancelled = new TaskCompletionSource();
        await using var first = await TriggerRun.StartAsync(
            Briefly(bench.Options(blobs: blobs)),
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancelled.TrySetResult();
            }
        );
        await first.UntilAsync(() => first.Runs.Count == 1);

        // The first can't renew what it owns, so another host takes it while the batch runs.
        blobs.Shut();
        var finish = new TaskCompletionSource();
        await using var second = await TriggerRun.StartAsync(Briefly(bench.Options()), (_, token) => finish.Task.WaitAsync(token));
        await second.UntilAsync(() => !second.Runs.IsEmpty);
        blobs.Open();
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(4));
        await first.UntilAsync(() => first.Logged(2026) == 1);
        Assert.Null(await bench.CheckpointAsync());

        finish.SetResult();
        await second.UntilAsync(5);
        Assert.Equal(Enumerable.Range(0, 5), second.Events.Select(TriggerRun.Number).Distinct());
    }

    private static EventHubTriggerOptions Briefly(EventHubTriggerOptions options) =>
        options with
        {
            Host = options.Host with { PartitionOwnershipExpirationInterval = TimeSpan.FromSeconds(10) },
        };

    /// <summary>How many partitions each owner has, by the blobs.</summary>
    private static async Task<int[]> PartitionsOfOwnersAsync(TriggerBench bench)
    {
        var owners = new List<string>();
        await foreach (
            var blob in bench.Container.GetBlobsAsync(
                new Azure.Storage.Blobs.Models.GetBlobsOptions { Traits = Azure.Storage.Blobs.Models.BlobTraits.Metadata }
            )
        )
        {
            if (blob.Metadata.TryGetValue("ownerid", out var owner) && owner.Length > 0)
            {
                owners.Add(owner);
            }
        }

        return [.. owners.GroupBy(owner => owner).Select(group => group.Count())];
    }
}
