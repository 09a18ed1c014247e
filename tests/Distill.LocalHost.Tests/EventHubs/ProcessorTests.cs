namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Official processors on the endpoint.</summary>
public sealed class ProcessorTests
{
    [Fact]
    public async Task TwoProcessors_ShareFourPartitions()
    {
        await using var endpoint = EndpointFixture.Start();
        var checkpoints = new MemoryCheckpoints();
        var first = new CollectingProcessor(endpoint, checkpoints);
        var second = new CollectingProcessor(endpoint, checkpoints);
        await first.StartProcessingAsync();
        await Patience.UntilAsync(() => checkpoints.PartitionsByOwner[first.Identifier].Count() == 4, () => "The first has not all partitions.");
        await endpoint.SendAsync("calls", keys: 40, perKey: 10);
        await second.StartProcessingAsync();
        await Patience.UntilAsync(
            () => checkpoints.PartitionsByOwner[first.Identifier].Count() == 2 && checkpoints.PartitionsByOwner[second.Identifier].Count() == 2,
            () => "The two do not share alike."
        );
        await endpoint.SendAsync("calls", keys: 40, perKey: 10, from: 10);
        var all = () => first.Events.Concat(second.Events).Select(it => it.Event.EventBody.ToString()).ToHashSet();
        var errors = first.Errors.Concat(second.Errors);
        await Patience.UntilAsync(() => all().Count == 800, () => $"{all().Count} of 800 events came. {errors.FirstOrDefault()}");
        // What a partition's new owner got begins where the old one's checkpoint was, so that each event of the second half came to one of both.
        await Patience.UntilAsync(() => !second.Events.IsEmpty, () => "The second got nothing.");
        await first.StopProcessingAsync();
        await second.StopProcessingAsync();
        Assert.All(
            second.Events.GroupBy(it => it.Partition),
            partition =>
                Assert.Equal(partition.Select(it => it.Event.SequenceNumber).Order().Distinct(), partition.Select(it => it.Event.SequenceNumber))
        );
    }

    [Fact]
    public async Task Processor_GoesOnAtItsCheckpointsAlsoOnARestartedEndpoint()
    {
        await using var endpoint = EndpointFixture.Start();
        var checkpoints = new MemoryCheckpoints();
        await endpoint.SendAsync("calls", keys: 40, perKey: 10);
        var before = new CollectingProcessor(endpoint, checkpoints);
        await before.StartProcessingAsync();
        await Patience.UntilAsync(() => before.Events.Count >= 400, () => $"{before.Events.Count} of 400 events came.");
        await before.StopProcessingAsync();
        Assert.Equal(400, before.Events.Count);

        await endpoint.StopAsync();
        endpoint.StartAgain();
        await endpoint.SendAsync("calls", keys: 40, perKey: 5, from: 10);
        var after = new CollectingProcessor(endpoint, checkpoints);
        await after.StartProcessingAsync();
        await Patience.UntilAsync(() => after.Events.Count >= 200, () => $"{after.Events.Count} of 200 events came. {after.Errors.FirstOrDefault()}");
        await after.StopProcessingAsync();
        Assert.Equal(200, after.Events.Count);
        foreach (var partition in before.Events.Concat(after.Events).GroupBy(it => it.Partition))
        {
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(n => (long)n), partition.Select(it => it.Event.SequenceNumber));
        }
    }
}
