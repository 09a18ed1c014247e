using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>The endpoint goes and comes back under official clients.</summary>
public sealed class RestartTests
{
    private static readonly EventHubsRetryOptions s_retries = new()
    {
        Mode = EventHubsRetryMode.Fixed,
        Delay = TimeSpan.FromMilliseconds(100),
        MaximumRetries = 100,
        TryTimeout = TimeSpan.FromSeconds(10),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProducerAndConsumer_GoOnAndNoAcknowledgedEventIsLost(bool torn)
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await using var wire = new Wire();
        wire.LeadTo(endpoint.Port);
        var connectionString = endpoint.ConnectionString.Replace($":{endpoint.Port};", $":{wire.Port};", StringComparison.Ordinal);
        await using var producer = new EventHubProducerClient(
            connectionString,
            "calls",
            new EventHubProducerClientOptions { RetryOptions = s_retries }
        );
        await using var receiver = new PartitionReceiver(
            "$Default",
            "0",
            EventPosition.Earliest,
            connectionString,
            "calls",
            new PartitionReceiverOptions { RetryOptions = s_retries }
        );
        using var done = new CancellationTokenSource();
        var acknowledged = 0;
        var received = new ConcurrentQueue<EventData>();

        var sending = Task.Run(
            async () =>
            {
                for (var n = 0; !done.IsCancellationRequested; n++)
                {
                    await producer.SendAsync([new EventData($"{n}")]);
                    Volatile.Write(ref acknowledged, n + 1);
                }
            },
            TestContext.Current.CancellationToken
        );
        var receiving = Task.Run(
            async () =>
            {
                while (!sending.IsCompleted || (received.IsEmpty ? -1 : Number(received.Last())) < Volatile.Read(ref acknowledged) - 1)
                {
                    try
                    {
                        foreach (var one in await receiver.ReceiveBatchAsync(100, TimeSpan.FromMilliseconds(200)))
                        {
                            received.Enqueue(one);
                        }
                    }
                    catch (Exception exception) when (exception is SocketException or EventHubsException { IsTransient: true })
                    {
                        // The endpoint was away for longer than this wait.
                    }
                }
            },
            TestContext.Current.CancellationToken
        );

        for (var round = 0; round < 4; round++)
        {
            var (sent, got) = (Volatile.Read(ref acknowledged), received.Count);
            await Patience.UntilAsync(
                () => sending.IsCompleted || receiving.IsCompleted || Volatile.Read(ref acknowledged) > sent + 20 && received.Count > got + 20,
                () => $"Round {round}: {acknowledged} events were acknowledged and {received.Count} came."
            );
            Assert.False(sending.IsFaulted, sending.Exception?.ToString());
            Assert.False(receiving.IsFaulted, receiving.Exception?.ToString());
            if (torn)
            {
                wire.Cut();
            }

            await endpoint.StopAsync();
            endpoint.StartAgain();
            wire.LeadTo(endpoint.Port);
        }

        await done.CancelAsync();
        await Task.WhenAll(sending, receiving).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        // An event whose acknowledgement was lost is sent again; apart from that each comes once and in order.
        var numbers = received.Select(Number).ToArray();
        Assert.Equal(Enumerable.Range(0, acknowledged), numbers.Distinct().Take(acknowledged));
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(n => (long)n), received.Select(it => it.SequenceNumber));

        static int Number(EventData one) => int.Parse(one.EventBody.ToString(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Receiver_StartsBeforeTheEndpoint()
    {
        await using var endpoint = EndpointFixture.Start(it => it with { Partitions = 1 });
        await endpoint.SendAsync("calls", keys: 3, perKey: 1);
        await using var wire = new Wire();
        var connectionString = endpoint.ConnectionString.Replace($":{endpoint.Port};", $":{wire.Port};", StringComparison.Ordinal);
        await endpoint.StopAsync();
        await using var receiver = new PartitionReceiver(
            "$Default",
            "0",
            EventPosition.Earliest,
            connectionString,
            "calls",
            // It asks again after a second. By default it would wait for a minute after its first attempt, which failed.
            new PartitionReceiverOptions { RetryOptions = s_retries, DefaultMaximumReceiveWaitTime = TimeSpan.FromSeconds(1) }
        );
        var taking = receiver.TakeAsync(3);
        endpoint.StartAgain();
        wire.LeadTo(endpoint.Port);
        Assert.Equal(3, (await taking).Count);
    }
}
