using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Sends with the official client, and again until the hub has it: at least once, as any sender does.</summary>
internal sealed class Sender(string connectionString) : IAsyncDisposable
{
    public const string Hub = "calls";

    private const int SideBySide = 4;

    private readonly EventHubProducerClient _client = new(
        connectionString,
        Hub,
        new EventHubProducerClientOptions
        {
            RetryOptions =
            {
                MaximumRetries = 5,
                Delay = TimeSpan.FromMilliseconds(200),
                MaximumDelay = TimeSpan.FromSeconds(2),
            },
        }
    );

    /// <summary>Sends that failed though the client had tried again, and that were sent anew.</summary>
    public int Failures { get; private set; }

    /// <summary>Sends side by side, those of one key in their order.</summary>
    public Task SendAsync(IEnumerable<Send> sends, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            sends.GroupBy(send => send.Key),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            async (own, token) =>
            {
                foreach (var send in own)
                {
                    await SendAsync(send, token);
                }
            }
        );

    /// <summary>The last sequence number of each partition; -1 for none.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastAsync(CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, long>();
        foreach (var partition in await _client.GetPartitionIdsAsync(cancellationToken))
        {
            var properties = await _client.GetPartitionPropertiesAsync(partition, cancellationToken);
            last[partition] = properties.IsEmpty ? -1 : properties.LastEnqueuedSequenceNumber;
        }

        return last;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task SendAsync(Send send, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _client.SendAsync(send.Events, new SendEventOptions { PartitionKey = send.Key }, cancellationToken);
                return;
            }
            catch (Exception e) when (e is EventHubsException or System.Net.Sockets.SocketException or TimeoutException)
            {
                Failures++;
            }
        }
    }
}
