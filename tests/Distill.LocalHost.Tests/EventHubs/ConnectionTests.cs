using System.Buffers.Binary;
using System.Net.Sockets;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Who may connect to the endpoint, and how.</summary>
public sealed class ConnectionTests
{
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
}
