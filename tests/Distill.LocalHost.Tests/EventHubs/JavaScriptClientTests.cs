using System.Text.Json;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class JavaScriptClientTests
{
    [Fact]
    public async Task OfficialClient_SendsThroughTheEndpointToTheTrigger()
    {
        await using var endpoint = EndpointFixture.Start();
        var sent = await JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "500");
        Assert.Equal(10, sent.GetProperty("batches").GetInt32());

        await using var collector = Collector.Start(endpoint, "calls");
        await collector.UntilAsync(500);

        var bodies = collector.Events.Select(it => JsonDocument.Parse(it.Event.EventBody).RootElement.GetProperty("n").GetInt32());
        Assert.Equal(Enumerable.Range(0, 500), bodies.Order());
        foreach (var (_, one) in collector.Events)
        {
            var n = JsonDocument.Parse(one.EventBody).RootElement.GetProperty("n").GetInt32();
            Assert.Equal($"k{n % 10}", one.PartitionKey);
            Assert.Equal($"m{n}", one.MessageId);
            Assert.Equal("js", one.Properties["from"]);
        }

        Assert.All(collector.Events.GroupBy(it => it.Event.PartitionKey), key => Assert.Single(key.Select(it => it.Partition).Distinct()));
    }

    [Fact]
    public async Task OfficialClient_ReceivesWhatItSentAndReadsTheHubsProperties()
    {
        await using var endpoint = EndpointFixture.Start();
        await JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "300");

        var events = (await JavaScriptClient.RunAsync("receive", endpoint.ConnectionString, "calls", "$Default", "300")).EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(0, 300), events.Select(it => it.GetProperty("body").GetProperty("n").GetInt32()).Order());
        foreach (var partition in events.GroupBy(it => it.GetProperty("partition").GetString()))
        {
            var numbers = partition.Select(it => it.GetProperty("sequenceNumber").GetInt64());
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(n => (long)n), numbers);
        }

        var hub = await JavaScriptClient.RunAsync("describe", endpoint.ConnectionString, "calls");
        Assert.Equal("calls", hub.GetProperty("name").GetString());
        var partitions = hub.GetProperty("partitions").EnumerateArray().ToArray();
        Assert.Equal(4, partitions.Length);
        Assert.Equal(300, partitions.Sum(it => it.GetProperty("lastEnqueuedSequenceNumber").GetInt64() + 1));
    }

    [Fact]
    public async Task OfficialClients_ConnectManyAtOnce()
    {
        await using var endpoint = EndpointFixture.Start();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "100")));

        await using var collector = Collector.Start(endpoint, "calls");
        await collector.UntilAsync(400);
        Assert.Equal(400, collector.Count);
    }
}
