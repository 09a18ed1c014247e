using Distill.Client;

namespace Distill.LocalRuntime.Tests.EventHubs;

/// <summary>The sender against an endpoint that is not always kind.</summary>
public sealed class SenderTests
{
    [Fact]
    public async Task EventPastTheServicesLimit_IsRefusedAndOthersGo()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { MaxMessageBytes = 64 * 1024 });
        await using var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, "calls");
        await Assert.ThrowsAsync<ArgumentException>(() => sender.SendAsync("a", new byte[70_000]).AsTask());
        await sender.SendAsync("a", new byte[60_000]);
        await sender.FlushAsync();
    }

    [Fact]
    public async Task EventLargerThanABatch_GoesAlone()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls");
        await using var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, "calls", new() { MaxBatchBytes = 8 * 1024 });
        await sender.SendAsync("a", new byte[10]);
        await sender.SendAsync("a", new byte[500_000]);
        await sender.SendAsync("a", new byte[20]);
        await sender.FlushAsync();
        await collector.UntilAsync(3);
        Assert.Equal([10, 500_000, 20], collector.Events.Select(it => it.Event.EventBody.ToMemory().Length));
    }

    [Fact]
    public async Task LoneEvent_GoesAfterItsLinger()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls");
        await using var sender = await EventHubSender.ConnectAsync(
            endpoint.ConnectionString, "calls", new() { Linger = TimeSpan.FromMilliseconds(20) });
        await sender.SendAsync("a", new byte[1]);
        await collector.UntilAsync(1);
    }

    [Fact]
    public async Task EndpointThatStaysAway_EndsInAnErrorAndNotInSilence()
    {
        await using var endpoint = EndpointFixture.Start();
        var sender = await EventHubSender.ConnectAsync(
            endpoint.ConnectionString, "calls", new() { GiveUpAfter = TimeSpan.FromMilliseconds(300), LeastRetryDelay = TimeSpan.FromMilliseconds(20) });
        await sender.SendAsync("a", new byte[1]);
        await sender.FlushAsync();
        await endpoint.StopAsync();

        await sender.SendAsync("a", new byte[1]);
        await Assert.ThrowsAsync<EventHubSendException>(() => sender.FlushAsync());
        await Assert.ThrowsAsync<EventHubSendException>(() => sender.SendAsync("a", new byte[1]).AsTask());
        await Assert.ThrowsAsync<EventHubSendException>(() => sender.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task ManyCallers_ShareOneSender()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls");
        await using var sender = await EventHubSender.ConnectAsync(
            endpoint.ConnectionString, "calls", new() { MaxBatchBytes = 4096, MaxOutstandingBatches = 1 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 250; i++)
                await sender.SendAsync($"{caller}", new[] { (byte)i });
        })));
        await sender.FlushAsync();
        await collector.UntilAsync(2000);
        foreach (var key in collector.Events.GroupBy(it => it.Event.PartitionKey))
            Assert.Equal(Enumerable.Range(0, 250), key.Select(it => (int)it.Event.EventBody.ToMemory().Span[0]));
    }
}
