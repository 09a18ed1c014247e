using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>Sends one batch of events with one partition key. To keep the order, send a key's next batch only after this one has ended.</summary>
internal static class KeyedBatch
{
    // The service's limit for a key. Account ids have up to 256 characters; those with the same first 128 share a partition.
    private const int MostKeyCharacters = 128;

    /// <summary>Sends as many of the first events as fit into one batch.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="key">The partition key. With null, the hub chooses any partition.</param>
    /// <param name="events">At least one event. Their memory must not change afterwards, as the client may still hold it after a failure.</param>
    /// <param name="cancellationToken">Gives the batch up. The hub may have received it all the same.</param>
    /// <returns>How many events the hub took; 0 when the first one is too large for it.</returns>
    /// <exception cref="EventHubsException">The hub is away or refuses the batch.</exception>
    /// <exception cref="UnauthorizedAccessException">The hub refuses the caller's key or identity.</exception>
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
