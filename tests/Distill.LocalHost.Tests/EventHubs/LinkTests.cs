using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Endpoint;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public async Task ManyConnections_OpenAtOnce()
    {
        await using var endpoint = EndpointFixture.Start();
        var clients = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => BareClient.OpenAsync(endpoint)));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task SilentClient_HoldsUpNoOther()
    {
        await using var endpoint = EndpointFixture.Start();
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", endpoint.Port);
        await using var client = await BareClient.OpenAsync(endpoint);
    }

    [Fact]
    public async Task GreetingInPieces_IsUnderstood()
    {
        await using var endpoint = EndpointFixture.Start();
        using var slow = new TcpClient { NoDelay = true };
        await slow.ConnectAsync("127.0.0.1", endpoint.Port);
        var stream = slow.GetStream();
        foreach (var one in (byte[])[.. "AMQP"u8, 0, 1, 0, 0])
        {
            await stream.WriteAsync(new[] { one });
            await Task.Delay(2);
        }

        var answer = new byte[8];
        await stream.ReadExactlyAsync(answer);
        Assert.Equal([.. "AMQP"u8, 0, 1, 0, 0], answer);
    }

    [Fact]
    public async Task IdleConnection_IsKeptAlive()
    {
        await using var endpoint = EndpointFixture.Start();
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", endpoint.Port);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. "AMQP"u8, 0, 1, 0, 0]);

        // open: container id "idle", no host name, sizes and channels as they come, and an idle time-out of 200 ms.
        byte[] open = [0, 0x53, 0x10, 0xc0, 0x0f, 5, 0xa1, 4, .. "idle"u8, 0x40, 0x40, 0x40, 0x70, 0, 0, 0, 200];
        await stream.WriteAsync((byte[])[0, 0, 0, (byte)(8 + open.Length), 2, 0, 0, 0, .. open]);
        await stream.ReadExactlyAsync(new byte[8]);
        for (var empty = 0; empty < 3; )
        {
            var head = new byte[8];
            await stream.ReadExactlyAsync(head);
            var size = BinaryPrimitives.ReadInt32BigEndian(head);
            await stream.ReadExactlyAsync(new byte[size - head.Length]);
            empty += size == head.Length ? 1 : 0;
        }
    }

    [Fact]
    public async Task SecondEndpointOnTheSameFolder_SaysWhyItCanNotStart()
    {
        await using var endpoint = EndpointFixture.Start();
        var options = new EventHubsEndpointOptions { DataPath = Path.Combine(endpoint.Folder, "hubs") };
        Assert.Contains("in use", Assert.Throws<IOException>(() => EventHubsEndpoint.Start(options, NullLogger.Instance)).Message);
    }

    [Fact]
    public void Endpoint_ListensOnLoopbackOnly() =>
        Assert.Throws<ArgumentException>(() => EventHubsEndpoint.Start(new() { DataPath = "never-made", Host = "0.0.0.0" }, NullLogger.Instance));

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
