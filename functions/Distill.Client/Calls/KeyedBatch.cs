using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>One batch of events with one partition key. Two batches of a key keep their order only when the second waits for the first.</summary>
internal static class KeyedBatch
{
    // The service takes no longer keys. Accounts may have 256 characters; those that agree in so many share a partition.
    private const int MostKeyCharacters = 128;

    /// <summary>Sends as many of the first events as fit into one batch.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="key">The partition key; null for none, and any partition.</param>
    /// <param name="events">The events; at least one. Their memory must not change afterwards: the client may still hold it after a failure.</param>
    /// <param name="cancellationToken">Gives the batch up. The hub may have it.</param>
    /// <returns>How many events the hub has; 0 when the first one is larger than the hub takes.</returns>
    /// <exception cref="EventHubsException">The hub is away or refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The hub refuses the key or the identity.</exception>
    public static async Task<int> SendAsync(
        EventHubProducerClient hub,
        string? key,
        IEnumerable<ReadOnlyMemory<byte>> events,
        CancellationToken cancellationToken
    )
    {
        using var batch = await hub.CreateBatchAsync(new CreateBatchOptions { PartitionKey = Shorten(key) }, cancellationToken).ConfigureAwait(false);
        foreach (var one in events)
        {
            if (!batch.TryAdd(new EventData(one)))
            {
                break;
            }
        }

        if (batch.Count > 0)
        {
            await hub.SendAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        return batch.Count;
    }

    private static string? Shorten(string? key) =>
        key is not { Length: > MostKeyCharacters } ? key
        : char.IsHighSurrogate(key[MostKeyCharacters - 1]) ? key[..(MostKeyCharacters - 1)]
        : key[..MostKeyCharacters];
}
