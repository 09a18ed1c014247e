using System.Globalization;
using System.Text;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Distill.Cli.Hub;
using Distill.Client.Tests;

namespace Distill.Cli.Tests.Hub;

public sealed class KeyedSenderTests
{
    [Fact]
    public async Task Events_ArriveOnce_EachKeyInItsOrder_WithLittleRoom()
    {
        await using var hub = new LocalHub();
        await using var sender = new KeyedSender(new EventHubProducerClient(hub.ConnectionString, "calls"), capacity: 100);
        // The sender copies: a buffer is used again.
        var buffer = new byte[16];
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(i.TryFormat(buffer, out var length, provider: CultureInfo.InvariantCulture));
            await sender.SendAsync(i % 11 == 0 ? null : $"key_{i % 11}", buffer.AsMemory(0, length), TestContext.Current.CancellationToken);
        }

        await sender.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5000, 0), (sender.Sent, sender.TooLarge));
        var received = (await hub.ReceiveAsync()).Select(e => (e.PartitionKey, Number: Number(e))).ToArray();
        Assert.Equal(Enumerable.Range(0, 5000), received.Select(e => e.Number).Order());
        Assert.All(received, e => Assert.Equal(e.Number % 11 == 0 ? null : $"key_{e.Number % 11}", e.PartitionKey));
        foreach (var key in received.Where(e => e.PartitionKey is not null).GroupBy(e => e.PartitionKey))
        {
            Assert.Equal(key.Select(e => e.Number).Order(), key.Select(e => e.Number));
        }
    }

    [Fact]
    public async Task EndpointThatRestarts_LosesNothing()
    {
        await using var hub = new LocalHub();
        // Tries for hours: the test ends them.
        var options = new EventHubProducerClientOptions
        {
            RetryOptions =
            {
                MaximumRetries = 100,
                Delay = TimeSpan.FromMilliseconds(100),
                MaximumDelay = TimeSpan.FromSeconds(1),
            },
        };
        await using var sender = new KeyedSender(new EventHubProducerClient(hub.ConnectionString, "calls", options));
        await SendAsync(sender, 0, 1000);
        await sender.FlushAsync(TestContext.Current.CancellationToken);

        await hub.StopAsync();
        await SendAsync(sender, 1000, 2000);
        var flushing = sender.FlushAsync(TestContext.Current.CancellationToken);
        Assert.False(flushing.IsCompleted);
        hub.Restart();
        await flushing;

        Assert.Equal(2000, sender.Sent);
        Assert.Equal(Enumerable.Range(0, 2000), (await hub.ReceiveAsync()).Select(Number).Distinct().Order());
    }

    [Fact]
    public async Task HubThatGoesAway_IsNeverSilent()
    {
        await using var hub = new LocalHub();
        var options = new EventHubProducerClientOptions { RetryOptions = { MaximumRetries = 0 } };
        await using var sender = new KeyedSender(new EventHubProducerClient(hub.ConnectionString, "calls", options), capacity: 10);
        await SendAsync(sender, 0, 1);
        await sender.FlushAsync(TestContext.Current.CancellationToken);
        await hub.StopAsync();

        // More than there is room for: the sender must not stand still either.
        var failure = await Assert.ThrowsAsync<HubFailure>(async () =>
        {
            await SendAsync(sender, 1, 1000);
            await sender.FlushAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains("Event hub 'calls' at 127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(1, sender.Sent);
        await Assert.ThrowsAsync<HubFailure>(() => sender.FlushAsync(TestContext.Current.CancellationToken));
    }

    private static async Task SendAsync(KeyedSender sender, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await sender.SendAsync(
                $"key_{i % 5}",
                Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)),
                TestContext.Current.CancellationToken
            );
        }
    }

    private static int Number(EventData e) => int.Parse(e.EventBody.ToString(), CultureInfo.InvariantCulture);
}
