using Distill.LocalHost.EventHubs.Trigger;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class TriggerOutageTests(TriggerStorage storage)
{
    private const int HubAway = 2021;
    private const int HubBack = 2022;
    private const int StorageAway = 2033;
    private const int StorageBack = 2034;

    [Fact]
    public async Task EndpointRestart_LosesNothing()
    {
        await using var bench = await TriggerBench.StartAsync(storage, partitions: 4);
        var hub = bench.HubGate();
        await using var run = await TriggerRun.StartAsync(bench.Options(hub));
        await bench.SendAsync(keys: 10, perKey: 20);
        await run.UntilAsync(200);

        hub.Shut();
        await bench.Endpoint.StopAsync();
        await run.UntilAsync(() => run.Logged(HubAway) > 0);
        bench.Endpoint.StartAgain();
        hub.Open(bench.Endpoint.Port);
        await bench.SendAsync(keys: 10, perKey: 20, from: 20);
        await run.UntilAsync(400);
        await run.UntilAsync(() => run.Logged(HubBack) > 0);

        Assert.Equal(400, run.Events.Count());
        Assert.All(run.Events.GroupBy(one => one.PartitionKey), key => Assert.Equal(Enumerable.Range(0, 40), key.Select(TriggerRun.Number)));
    }

    [Fact]
    public async Task HubAwayAtTheStart_IsWaitedFor()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        var hub = bench.HubGate();
        hub.Shut();
        await bench.SendAsync(keys: 3, perKey: 1);
        await using var run = await TriggerRun.StartAsync(bench.Options(hub));
        await run.UntilAsync(() => run.Logged(HubAway) > 0);
        hub.Open();
        await run.UntilAsync(3);
    }

    [Fact]
    public async Task StorageAwayAtTheStart_IsWaitedFor()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        var blobs = bench.BlobGate();
        blobs.Shut();
        await bench.SendAsync(keys: 3, perKey: 1);
        await using var run = await TriggerRun.StartAsync(bench.Options(blobs: blobs));
        await run.UntilAsync(() => run.Logged(StorageAway) > 0);
        blobs.Open();
        await run.UntilAsync(3);
        await run.UntilAsync(() => run.Logged(StorageBack) > 0);
    }

    [Fact]
    public async Task StorageOutage_HoldsTheCheckpointBackAndLosesNothing()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        var blobs = bench.BlobGate();
        var finish = new TaskCompletionSource();
        await using var run = await TriggerRun.StartAsync(bench.Options(blobs: blobs), (_, _) => finish.Task);
        await bench.SendAsync(keys: 1, perKey: 2);
        await run.UntilAsync(() => run.Runs.Count == 1);
        blobs.Shut();
        finish.SetResult();
        await bench.SendAsync(keys: 1, perKey: 2, from: 2);
        await run.UntilAsync(() => run.Logged(StorageAway) > 0);
        Assert.Null(await bench.CheckpointAsync());
        // The batch without its checkpoint is the last one until the storage is back.
        Assert.Single(run.Runs);

        blobs.Open();
        await run.UntilAsync(async () => await bench.CheckpointAsync() == "3");
        Assert.Equal(Enumerable.Range(0, 4), run.Events.Select(TriggerRun.Number));
        await run.UntilAsync(() => run.Logged(StorageBack) > 0);
    }

    [Fact]
    public async Task StopWhileAllIsAway_Ends()
    {
        await using var bench = await TriggerBench.StartAsync(storage);
        var (hub, blobs) = (bench.HubGate(), bench.BlobGate());
        await bench.SendAsync(keys: 1, perKey: 1);
        await using var run = await TriggerRun.StartAsync(bench.Options(hub, blobs));
        await run.UntilAsync(async () => await bench.CheckpointAsync() == "0");
        hub.Shut();
        blobs.Shut();
        await run.UntilAsync(() => run.Logged(HubAway) > 0 || run.Logged(StorageAway) > 0);
        await run.StopAsync();
        Assert.Equal(1, run.Logged(2035));
    }

    [Fact]
    public void Outage_IsToldOnceHoweverOftenItFails()
    {
        var told = new List<string>();
        var outage = new Outage(exception => told.Add(exception.Message), () => told.Add("back"));
        outage.Failed(outage.Attempt(), new IOException("first"));
        var slow = outage.Attempt();
        outage.Failed(outage.Attempt(), new IOException("second"));
        outage.Succeeded();
        outage.Succeeded();
        // It began before the success and ends late.
        outage.Failed(slow, new IOException("slow"));
        outage.Failed(outage.Attempt(), new IOException("third"));
        Assert.Equal(["first", "back", "third"], told);
    }
}
