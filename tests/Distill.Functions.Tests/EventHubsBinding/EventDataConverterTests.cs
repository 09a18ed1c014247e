using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Distill.Functions.Tests.Triggers;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Distill.Functions.Tests.EventHubsBinding;

public sealed class EventDataConverterTests
{
    [Fact]
    public async Task Events_KeepWhatTheHubSaysOfThem()
    {
        var message = Sent.Message(41, Sent.Data(new { type = "call" }));
        message.ApplicationProperties["tier"] = "gold";

        var e = Assert.Single(await Sent.BindAsync(message));

        Assert.Equal((41L, "4100", "acct_1", Sent.Enqueued), (e.SequenceNumber, e.OffsetString, e.PartitionKey, e.EnqueuedTime));
        Assert.Equal("gold", e.Properties["tier"]);
        Assert.Equal("""{"type":"call"}""", e.EventBody.ToString());
    }

    [Fact]
    public async Task Batches_KeepTheirOrder() =>
        Assert.Equal(
            [3L, 4L, 5L],
            (await Sent.BindAsync([.. new long[] { 3, 4, 5 }.Select(n => Sent.Message(n, Sent.Data(n)))])).Select(e => e.SequenceNumber)
        );

    [Fact]
    public async Task AnEvent_BindsAlone()
    {
        var result = await Sent.ConvertAsync(Sent.Bytes(Sent.Message(7, Sent.Data("x"))), typeof(EventData));

        Assert.Equal(7, Assert.IsType<EventData>(result.Value).SequenceNumber);
    }

    [Theory]
    [InlineData("AzureServiceBusReceivedMessage", "application/octet-stream")]
    [InlineData("AzureEventHubsEventData", "application/json")]
    public Task WhatIsNoEvent_Fails(string source, string type) =>
        Assert.ThrowsAsync<InvalidOperationException>(() =>
            Sent.ConvertAsync(Sent.Bytes(new AmqpAnnotatedMessage(Sent.Data(1)), source, type), typeof(EventData))
        );

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(EventData[]))]
    public async Task OtherTargets_AreLeftToOthers(Type target) =>
        Assert.Equal(ConversionStatus.Unhandled, (await Sent.ConvertAsync(Sent.Bytes(Sent.Message(1, Sent.Data(1))), target)).Status);
}
