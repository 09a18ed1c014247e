using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using Distill.LocalHost.EventHubs.Endpoint;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>What a client may do on its links, with a bare AMQP client.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task Credit_IsNeverOverdrawn()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 100);
        await using var client = await BareClient.OpenAsync(endpoint);
        var receiver = await client.ReceiverAsync("calls/ConsumerGroups/$Default/Partitions/0");
        receiver.SetCredit(5, CreditMode.Manual);
        Assert.Equal(Enumerable.Range(0, 5), await TakeAsync(receiver, 5));
        await NothingMoreAsync(receiver, endpoint, sentinel: 100);

        receiver.SetCredit(3, CreditMode.Manual);
        Assert.Equal(Enumerable.Range(5, 3), await TakeAsync(receiver, 3));
        await NothingMoreAsync(receiver, endpoint, sentinel: 101);
    }

    [Fact]
    public async Task DrainedCredit_IsGoneAndNewCreditCountsAfresh()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 5);
        await using var client = await BareClient.OpenAsync(endpoint);
        var receiver = await client.ReceiverAsync("calls/ConsumerGroups/$Default/Partitions/0");
        receiver.SetCredit(20, CreditMode.Manual);
        Assert.Equal(Enumerable.Range(0, 5), await TakeAsync(receiver, 5));

        // The same limit again, this time to drain: no new credit, which is where the library's own count goes wrong.
        receiver.SetCredit(15, CreditMode.Drain);
        await Patience.UntilAsync(() => !IsDraining(receiver), () => "The credit was not drained.");
        await endpoint.SendAsync("calls", keys: 1, perKey: 10, from: 5);
        await NothingMoreAsync(receiver, endpoint, sentinel: 15);
        receiver.SetCredit(2, CreditMode.Manual);
        Assert.Equal(Enumerable.Range(5, 2), await TakeAsync(receiver, 2));
        await NothingMoreAsync(receiver, endpoint, sentinel: 16);
    }

    [Theory]
    [InlineData("x-opt-sequence-number > '41'", 42)]
    [InlineData("x-opt-sequence-number >= '41'", 41)]
    [InlineData("x-opt-offset > '-1'", 0)]
    [InlineData("x-opt-enqueued-time > '0'", 0)]
    [InlineData("x-opt-sequence-number > 41", 42)]
    [InlineData("x-opt-offset > -1", 0)]
    public async Task Filter_BeginsWhereItSays(string filter, int first)
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 1, perKey: 50);
        await using var client = await BareClient.OpenAsync(endpoint);
        var receiver = await client.ReceiverAsync("calls/ConsumerGroups/$Default/Partitions/0", $"amqp.annotation.{filter}");
        receiver.SetCredit(100);
        Assert.Equal(Enumerable.Range(first, 50 - first), await TakeAsync(receiver, 50 - first));
    }

    [Theory]
    [InlineData("calls/ConsumerGroups/$Default/Partitions/9", null, "amqp:not-found")]
    [InlineData("calls/Somewhere", null, "amqp:not-found")]
    [InlineData("../calls/ConsumerGroups/$Default/Partitions/0", null, "amqp:not-found")]
    [InlineData("calls/ConsumerGroups/$Default/Partitions/0", "x-opt-offset < '1'", "amqp:invalid-field")]
    public async Task ReceiverThatCanNotBe_IsRefusedWithAReason(string address, string? filter, string condition)
    {
        await using var endpoint = EndpointFixture.Start();
        await using var client = await BareClient.OpenAsync(endpoint);
        var refusal = await Assert.ThrowsAsync<AmqpException>(() => client.ReceiverAsync(address, filter));
        Assert.Equal(condition, (string)refusal.Error.Condition);
        Assert.NotEmpty(refusal.Error.Description);
    }

    [Fact]
    public async Task HubThatIsNotConfigured_IsRefusedWhenNoneIsMadeOnDemand()
    {
        await using var endpoint = EndpointFixture.Start(it =>
            it with
            {
                CreateOnDemand = false,
                InitialHubs = [new("calls") { Partitions = 2, ConsumerGroups = ["audit"] }],
            }
        );
        await using var client = await BareClient.OpenAsync(endpoint);
        await client.ReceiverAsync("CALLS/consumergroups/Audit/partitions/1");
        await Assert.ThrowsAsync<AmqpException>(() => client.ReceiverAsync("calls/ConsumerGroups/other/Partitions/0"));
        await Assert.ThrowsAsync<AmqpException>(() => client.ReceiverAsync("calls/ConsumerGroups/audit/Partitions/2"));
        await Assert.ThrowsAsync<AmqpException>(() => client.ReceiverAsync("other/ConsumerGroups/$Default/Partitions/0"));
    }

    [Fact]
    public async Task SingleMessage_GoesRoundRobinOrToItsPartition()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 2 });
        await using var client = await BareClient.OpenAsync(endpoint);
        var any = await client.SenderAsync("calls");
        for (var i = 0; i < 4; i++)
        {
            await any.SendAsync(new Message("text"), Patience.Limit);
        }

        var second = await client.SenderAsync("calls/Partitions/1");
        await second.SendAsync(new Message { BodySection = new Data { Binary = [1] } }, Patience.Limit);

        await using var producer = new EventHubProducerClient(endpoint.ConnectionString, "calls");
        Assert.Equal(1, (await producer.GetPartitionPropertiesAsync("0")).LastEnqueuedSequenceNumber);
        Assert.Equal(2, (await producer.GetPartitionPropertiesAsync("1")).LastEnqueuedSequenceNumber);
        Assert.Equal(["0", "1"], await producer.GetPartitionIdsAsync());
    }

    [Fact]
    public async Task MessageThatIsTooLarge_IsRejectedAndTheLinkLives()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1, MaxMessageBytes = 64 * 1024 });
        await using var client = await BareClient.OpenAsync(endpoint);
        var sender = await client.SenderAsync("calls");
        var refusal = await Assert.ThrowsAsync<AmqpException>(() =>
            sender.SendAsync(new Message { BodySection = new Data { Binary = new byte[70_000] } }, Patience.Limit)
        );
        Assert.Equal("amqp:link:message-size-exceeded", (string)refusal.Error.Condition);
        await sender.SendAsync(new Message { BodySection = new Data { Binary = new byte[60_000] } }, Patience.Limit);
    }

    [Fact]
    public async Task BatchOfNoMessages_IsRejected()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var client = await BareClient.OpenAsync(endpoint);
        var sender = await client.SenderAsync("calls");
        var broken = new Message
        {
            Format = AmqpNames.BatchFormat,
            BodySection = new Data { Binary = [1, 2, 3] },
        };
        var refusal = await Assert.ThrowsAsync<AmqpException>(() => sender.SendAsync(broken, Patience.Limit));
        Assert.Equal("amqp:decode-error", (string)refusal.Error.Condition);
    }

    [Fact]
    public async Task ReceiverWithAnOwnerLevel_TakesThePlaceOfALowerOne()
    {
        await using var endpoint = EndpointFixture.Start();
        await using var client = await BareClient.OpenAsync(endpoint);
        const string Address = "calls/ConsumerGroups/$Default/Partitions/0";
        var shared = await client.ReceiverAsync(Address);
        var first = await client.ReceiverAsync(Address, level: 1);
        await ClosedAsync(shared);
        var refusal = await Assert.ThrowsAsync<AmqpException>(() => client.ReceiverAsync(Address, level: 0));
        Assert.Equal("amqp:link:stolen", (string)refusal.Error.Condition);
        await client.ReceiverAsync(Address, level: 1);
        await ClosedAsync(first);
        Assert.Equal("amqp:link:stolen", (string)first.Error.Condition);
    }

    private static async Task<int[]> TakeAsync(ReceiverLink receiver, int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            using var message = await receiver.ReceiveAsync(Patience.Limit);
            Assert.NotNull(message);
            numbers[i] = (int)(long)message.MessageAnnotations[Annotations.SequenceNumber];
            receiver.Accept(message);
        }

        return numbers;
    }

    /// <summary>
    /// Adds an event to the partition and waits until an official client has got it. By then the endpoint has woken the link as well, and
    /// what it sent without credit is here.
    /// </summary>
    private static async Task NothingMoreAsync(ReceiverLink receiver, EndpointFixture endpoint, int sentinel)
    {
        await endpoint.SendAsync("calls", keys: 1, perKey: 1, from: sentinel);
        await using var witness = endpoint.Receiver("0", EventPosition.FromSequenceNumber(sentinel - 1, isInclusive: false));
        Assert.Equal(sentinel, (await witness.TakeAsync(1))[0].SequenceNumber);
        Assert.Null(receiver.Receive(TimeSpan.Zero));
    }

    // The library resets it when the endpoint has drained the credit, and shows it to nobody.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "drain")]
    private static extern ref bool IsDraining(ReceiverLink link);

    private static async Task ClosedAsync(ReceiverLink link)
    {
        await Patience.UntilAsync(() => link.IsClosed, () => "The link stays open.");
    }
}
