using System.Runtime.Serialization;
using System.Text;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Distill.Functions.Batches;
using Distill.Functions.Settings;
using Microsoft.Azure.Amqp;

namespace Distill.Functions.Ingest;

/// <summary>
/// Reads events of the hub again, one at a time, beside the trigger. So an event that the client library can't decode costs that event alone. It
/// reads by the consumer group <c>$Default</c>, which every hub has: the trigger allows no second reader in its own.
/// </summary>
/// <param name="settings">The trigger's settings: the hub and its connection.</param>
public sealed class HubAgain(IConfiguration settings)
{
    // For each gap. Behind one event the trigger fetches no more than host.json's prefetchCount.
    private const int MostEvents = 10_000;

    // An event that is there comes at once. Without an answer the gap stays.
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(10);

    /// <summary>Reads what there is of a gap, in order. An event that can't be read comes with that fault, and with what the library says.</summary>
    public async Task<IReadOnlyList<HubEvent>> ReadAsync(HubPartition partition, SequenceGap gap, CancellationToken cancellationToken)
    {
        var found = new List<HubEvent>();
        if (Open() is not { } hub)
        {
            return found;
        }

        await using var connection = hub;
        await using var consumer = new EventHubConsumerClient(EventHubConsumerClient.DefaultConsumerGroupName, connection);
        var there = await consumer.GetPartitionPropertiesAsync(partition.Id, cancellationToken);
        for (long? next = Math.Max(gap.First, there.BeginningSequenceNumber); next <= gap.Last && found.Count < MostEvents; )
        {
            next = await ReadFromAsync(connection, partition, next.Value, gap.Last, found, cancellationToken);
        }

        return found;
    }

    // Returns the number to go on from; null at the end of what there is.
    private static async Task<long?> ReadFromAsync(
        EventHubConnection connection,
        HubPartition partition,
        long next,
        long last,
        List<HubEvent> found,
        CancellationToken cancellationToken
    )
    {
        await using var receiver = Receiver(connection, partition, next);
        try
        {
            while (next <= last && found.Count < MostEvents)
            {
                if ((await receiver.ReceiveBatchAsync(1, s_wait, cancellationToken)).FirstOrDefault() is not { } e || e.SequenceNumber > last)
                {
                    return null;
                }

                found.Add(HubEventReader.Read(e));
                next = e.SequenceNumber + 1;
            }

            return next;
        }
        catch (Exception e) when (IsOfTheEvent(e))
        {
            found.Add(new HubEvent(next, default, Encoding.UTF8.GetBytes(e.Message)) { Fault = DeadLetter.NotData });
            return next + 1;
        }
    }

    // The decoder refuses the event, or what it decoded can't be made into an event. Anything else is about the hub, and the gap stays.
    private static bool IsOfTheEvent(Exception e) =>
        e is EventHubsException { InnerException: AmqpException why }
            ? why.Error.Condition.Equals(AmqpErrorCode.DecodeError)
            : e
                is SerializationException
                    or NotSupportedException
                    or ArgumentException
                    or FormatException
                    or InvalidCastException
                    or OverflowException;

    private static PartitionReceiver Receiver(EventHubConnection connection, HubPartition partition, long first) =>
        new(
            EventHubConsumerClient.DefaultConsumerGroupName,
            partition.Id,
            EventPosition.FromSequenceNumber(first, isInclusive: true),
            connection,
            new PartitionReceiverOptions
            {
                // Nothing behind the event is fetched, so nothing is dropped with it.
                PrefetchCount = 0,
                RetryOptions = new EventHubsRetryOptions { MaximumRetries = 0, TryTimeout = s_wait },
            }
        );

    private EventHubConnection? Open()
    {
        var section = settings.GetSection("EventHubConnection");
        return settings["CallsHub"] is not { Length: > 0 } hub ? null
            : section["fullyQualifiedNamespace"] is { Length: > 0 } address ? new EventHubConnection(address, hub, AppIdentity.Of(section))
            : section.Value is not { Length: > 0 } text ? null
            : EventHubsConnectionStringProperties.Parse(text).EventHubName is { Length: > 0 } ? new EventHubConnection(text)
            : new EventHubConnection(text, hub);
    }
}
