using System.Diagnostics;
using System.Globalization;
using Distill.Client;
using Distill.LocalRuntime.EventHubs;

namespace Distill.LocalRuntime.Tests.EventHubs;

/// <summary>From our sender through the endpoint to our listener.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task EveryEvent_ArrivesOnceAndInOrderOfItsKey()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls");
        await endpoint.SendAsync("calls", keys: 50, perKey: 100);
        await collector.UntilAsync(5000);

        Assert.Equal(5000, collector.Count);
        foreach (var key in collector.Events.GroupBy(it => it.Event.PartitionKey))
        {
            Assert.Equal(Enumerable.Range(0, 100), key.Select(it => Number(it.Event.EventBody.ToString())));
            Assert.Single(key.Select(it => it.Partition).Distinct());
        }

        foreach (var partition in collector.Events.GroupBy(it => it.Partition))
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(n => (long)n), partition.Select(it => it.Event.SequenceNumber));
    }

    [Fact]
    public async Task TheOfficialClientsKeys_LandWhereOursDo()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 8 });
        await JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "10");
        await using (var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, "calls"))
        {
            for (var key = 0; key < 10; key++)
                await sender.SendAsync($"k{key}", "1"u8.ToArray());
        }

        await using var collector = Collector.Start(endpoint, "calls");
        await collector.UntilAsync(20);
        Assert.All(collector.Events.GroupBy(it => it.Event.PartitionKey), key =>
        {
            Assert.Equal(2, key.Count());
            Assert.Single(key.Select(it => it.Partition).Distinct());
        });
    }

    [Fact]
    public async Task Endpoint_GoesOnWhereItStoppedAndClientsComeBack()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls");
        await using var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, "calls");
        await sender.SendAsync(keys: 10, perKey: 20);
        await sender.FlushAsync();
        await collector.UntilAsync(200);

        var port = endpoint.Port;
        await endpoint.StopAsync();
        await sender.SendAsync(keys: 10, perKey: 20, from: 20);
        endpoint.StartAgain(port);
        await sender.FlushAsync();
        await collector.UntilAsync(400);

        foreach (var key in collector.Events.GroupBy(it => it.Event.PartitionKey))
            Assert.Equal(Enumerable.Range(0, 40), key.Select(it => Number(it.Event.EventBody.ToString())));
        foreach (var partition in collector.Events.GroupBy(it => it.Partition))
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(n => (long)n), partition.Select(it => it.Event.SequenceNumber));
    }

    [Fact]
    public async Task Listener_StartsBeforeTheEndpoint()
    {
        await using var endpoint = EndpointFixture.Start();
        var port = endpoint.Port;
        await endpoint.SendAsync("calls", keys: 3, perKey: 1);
        var connectionString = endpoint.ConnectionString;
        await endpoint.StopAsync();
        await using var collector = Collector.Start(connectionString, endpoint.Folder, "calls");
        await Task.Delay(50);
        endpoint.StartAgain(port);
        await collector.UntilAsync(3);
    }

    [Fact]
    public async Task TwoGroups_EachGetEverything()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var first = Collector.Start(endpoint, "calls");
        await using var second = Collector.Start(endpoint, "calls", it => it with { ConsumerGroup = "audit" });
        await endpoint.SendAsync("calls", keys: 10, perKey: 10);
        await first.UntilAsync(100);
        await second.UntilAsync(100);
        Assert.Equal((100, 100), (first.Count, second.Count));
    }

    [Fact]
    public async Task TwentyThousandEvents_PassInAFewSeconds()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var collector = Collector.Start(endpoint, "calls", it => it with
        {
            Host = new EventHubsHostOptions { MaxEventBatchSize = 1000, PrefetchCount = 3000 },
        });
        var body = new byte[600];
        body.AsSpan().Fill((byte)'x');

        var watch = Stopwatch.StartNew();
        await using var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, "calls");
        for (var i = 0; i < 20_000; i++)
            await sender.SendAsync($"acct_{i % 500}", body);
        await sender.FlushAsync();
        var sent = watch.Elapsed;
        await collector.UntilAsync(20_000);
        var received = watch.Elapsed;

        TestContext.Current.SendDiagnosticMessage($"20,000 events of 600 B: sent in {sent.TotalSeconds:F2} s, received in {received.TotalSeconds:F2} s.");
        Assert.Equal(20_000, collector.Count);
        // Twenty times what it takes on two idle cores.
        Assert.True(received < TimeSpan.FromSeconds(15), $"It took {received}.");
    }

    static int Number(string body) => int.Parse(body.Split(':')[1], CultureInfo.InvariantCulture);
}
