using System.Text.Json;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>The official JavaScript client on the endpoint, alone and beside the .NET one.</summary>
public sealed class JavaScriptClientTests
{
    [Fact]
    public async Task WhatItSends_TheDotNetClientReads()
    {
        await using var endpoint = EndpointFixture.Start();
        var sent = await JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "500");
        Assert.Equal(10, sent.GetProperty("batches").GetInt32());

        var events = await endpoint.ReadAllAsync();
        Assert.Equal(Enumerable.Range(0, 500), events.Select(it => Number(it.Event.EventBody)).Order());
        foreach (var (_, one) in events)
        {
            var n = Number(one.EventBody);
            Assert.Equal(($"k{n % 10}", $"m{n}", "js"), (one.PartitionKey, one.MessageId, one.Properties["from"]));
        }

        Assert.All(events.GroupBy(it => it.Event.PartitionKey), key => Assert.Single(key.Select(it => it.Partition).Distinct()));

        static int Number(BinaryData body) => JsonDocument.Parse(body).RootElement.GetProperty("n").GetInt32();
    }

    [Fact]
    public async Task ItReceivesWhatItSentAndReadsTheHubsProperties()
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
    public async Task ItsReceivers_BeginWhereTheirPositionsSay()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 20);
        var tenth = (await endpoint.ReadAsync("0", 20))[10];
        (string Position, long Expected)[] cases =
        [
            ($$"""{"offset":"{{tenth.OffsetString}}"}""", 11),
            ($$"""{"offset":"{{tenth.OffsetString}}","isInclusive":true}""", 10),
            ("""{"sequenceNumber":10}""", 11),
            ("""{"sequenceNumber":10,"isInclusive":true}""", 10),
            ("""{"enqueuedOn":1000}""", 0),
        ];
        var firsts = await JavaScriptClient.RunAsync(
            "firsts",
            endpoint.ConnectionString,
            "calls",
            "0",
            $"[{string.Join(',', cases.Select(it => it.Position))}]"
        );
        Assert.Equal(cases.Select(it => it.Expected), firsts.EnumerateArray().Select(it => it.GetInt64()));
    }

    [Fact]
    public async Task ItIsTold_HowFarThePartitionIsAndWhoTookItsPlace()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 20);
        var last = (await endpoint.ReadAsync("0", 20))[19];
        var told = await JavaScriptClient.RunAsync("told", endpoint.ConnectionString, "calls", "0");
        Assert.Equal("ReceiverDisconnectedError", told.GetProperty("loser").GetString());
        var tracked = told.GetProperty("lastEnqueued");
        Assert.Equal(last.SequenceNumber, tracked.GetProperty("sequenceNumber").GetInt64());
        Assert.Equal(last.OffsetString, tracked.GetProperty("offset").GetString());
        Assert.Equal(last.EnqueuedTime, tracked.GetProperty("enqueuedOn").GetDateTimeOffset());
    }

    [Fact]
    public async Task ManyOfThem_ConnectAtOnce()
    {
        await using var endpoint = EndpointFixture.Start();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JavaScriptClient.RunAsync("send", endpoint.ConnectionString, "calls", "100")));
        Assert.Equal(400, (await endpoint.ReadAllAsync()).Count);
    }
}
