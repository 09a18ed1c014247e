using System.Globalization;
using Azure;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>A checkpoint with its event's sequence number, which the base class does not show.</summary>
internal sealed class BlobCheckpoint : EventProcessorCheckpoint
{
    public long? SequenceNumber { get; init; }
}

/// <summary>
/// Stores checkpoints and ownership in blobs, in the layout of the official stores: one empty blob per partition, with the values in its metadata.
/// Ownership is claimed under the blob's ETag. So official processors, the Functions host and this host can take over from each other.
/// </summary>
internal sealed class BlobCheckpoints(BlobContainerClient container, Outage outage, ILogger logger) : CheckpointStore
{
    private const string Owner = "ownerid";
    private const string SequenceNumber = "sequencenumber";
    private const string Offset = "offset";
    private const string Client = "clientidentifier";

    /// <summary>Returns whether the storage caused the exception: it refused, could not be reached, or was too slow.</summary>
    public static bool IsFault(Exception exception) => exception is RequestFailedException or AggregateException or OperationCanceledException;

    public override Task<IEnumerable<EventProcessorPartitionOwnership>> ListOwnershipAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        CancellationToken cancellationToken
    ) =>
        ReachAsync(
            async () =>
            {
                var prefix = Prefix(fullyQualifiedNamespace, eventHubName, consumerGroup, "ownership");
                var found = new List<EventProcessorPartitionOwnership>();
                var blobs = container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = prefix }, cancellationToken);
                await foreach (var blob in blobs.ConfigureAwait(false))
                {
                    found.Add(
                        new EventProcessorPartitionOwnership
                        {
                            FullyQualifiedNamespace = fullyQualifiedNamespace,
                            EventHubName = eventHubName,
                            ConsumerGroup = consumerGroup,
                            PartitionId = blob.Name[prefix.Length..],
                            // An owner that has stopped leaves the value empty, and some storages do not return empty values.
                            OwnerIdentifier = blob.Metadata?.TryGetValue(Owner, out var owner) is true ? owner : "",
                            LastModifiedTime = blob.Properties.LastModified.GetValueOrDefault(),
                            Version = Unquoted(blob.Properties.ETag.GetValueOrDefault()),
                        }
                    );
                }

                return (IEnumerable<EventProcessorPartitionOwnership>)found;
            },
            cancellationToken
        );

    public override Task<IEnumerable<EventProcessorPartitionOwnership>> ClaimOwnershipAsync(
        IEnumerable<EventProcessorPartitionOwnership> desiredOwnership,
        CancellationToken cancellationToken
    ) =>
        ReachAsync(
            async () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var claimed = new List<EventProcessorPartitionOwnership>();
                foreach (var one in desiredOwnership)
                {
                    if (await TryClaimAsync(one).ConfigureAwait(false))
                    {
                        claimed.Add(one);
                    }
                }

                return (IEnumerable<EventProcessorPartitionOwnership>)claimed;
            },
            cancellationToken
        );

    public override Task<EventProcessorCheckpoint> GetCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        CancellationToken cancellationToken
    ) =>
        ReachAsync(
            async () =>
            {
                var blob = container.GetBlobClient(Prefix(fullyQualifiedNamespace, eventHubName, consumerGroup, "checkpoint") + partitionId);
                try
                {
                    var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
                    if (Position(properties.Metadata) is not { } position)
                    {
                        TriggerLog.CheckpointUnreadable(logger, blob.Name);
                        return null!;
                    }

                    return new BlobCheckpoint
                    {
                        FullyQualifiedNamespace = fullyQualifiedNamespace,
                        EventHubName = eventHubName,
                        ConsumerGroup = consumerGroup,
                        PartitionId = partitionId,
                        StartingPosition = position,
                        SequenceNumber = Number(properties.Metadata),
                        ClientIdentifier = properties.Metadata.TryGetValue(Client, out var client) ? client : null,
                        LastModified = properties.LastModified,
                    };
                }
                catch (RequestFailedException exception) when (exception.Status == 404)
                {
                    return (EventProcessorCheckpoint)null!;
                }
            },
            cancellationToken
        );

    public override Task UpdateCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        string clientIdentifier,
        CheckpointPosition startingPosition,
        CancellationToken cancellationToken
    ) =>
        ReachAsync(
            async () =>
            {
                var blob = container.GetBlobClient(Prefix(fullyQualifiedNamespace, eventHubName, consumerGroup, "checkpoint") + partitionId);
                var metadata = new Dictionary<string, string>
                {
                    [SequenceNumber] = startingPosition.SequenceNumber.ToString(CultureInfo.InvariantCulture),
                    [Offset] = startingPosition.OffsetString ?? "",
                    [Client] = clientIdentifier,
                };
                try
                {
                    await blob.SetMetadataAsync(metadata, cancellationToken: cancellationToken).ConfigureAwait(false);
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
                {
                    var made = new BlobUploadOptions { Metadata = metadata };
                    await blob.UploadAsync(BinaryData.Empty.ToStream(), made, cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Claims or renews a partition, or releases it if the owner is empty. It takes no cancellation token. A cancelled request might still be carried
    /// out, while we keep the old ETag. Then our own partition would seem lost, and a stopping host would not release it.
    /// </summary>
    private async Task<bool> TryClaimAsync(EventProcessorPartitionOwnership ownership)
    {
        var prefix = Prefix(ownership.FullyQualifiedNamespace, ownership.EventHubName, ownership.ConsumerGroup, "ownership");
        var blob = container.GetBlobClient(prefix + ownership.PartitionId);
        var metadata = new Dictionary<string, string> { [Owner] = ownership.OwnerIdentifier };
        try
        {
            if (ownership.Version is { } version)
            {
                var ifUnchanged = new BlobRequestConditions { IfMatch = new ETag(version) };
                var changed = (await blob.SetMetadataAsync(metadata, ifUnchanged).ConfigureAwait(false)).Value;
                (ownership.Version, ownership.LastModifiedTime) = (Unquoted(changed.ETag), changed.LastModified);
            }
            else
            {
                var ifNew = new BlobUploadOptions
                {
                    Metadata = metadata,
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                };
                var made = (await blob.UploadAsync(BinaryData.Empty.ToStream(), ifNew).ConfigureAwait(false)).Value;
                (ownership.Version, ownership.LastModifiedTime) = (Unquoted(made.ETag), made.LastModified);
            }

            return true;
        }
        catch (RequestFailedException exception)
            when (exception.ErrorCode == BlobErrorCode.ConditionNotMet || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Another host was faster.
            return false;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            // The blob was deleted. The next cycle finds none and makes it again.
            return false;
        }
    }

    private async Task<T> ReachAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        var attempt = outage.Attempt();
        try
        {
            T result;
            try
            {
                result = await request().ConfigureAwait(false);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                result = await request().ConfigureAwait(false);
            }

            outage.Succeeded();
            return result;
        }
        catch (Exception exception) when (IsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            outage.Failed(attempt, exception);
            throw;
        }
    }

    private static EventPosition? Position(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(Offset, out var offset) && offset.Length > 0 ? EventPosition.FromOffset(offset, isInclusive: false)
        : Number(metadata) is { } number ? EventPosition.FromSequenceNumber(number, isInclusive: false)
        : null;

    private static long? Number(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(SequenceNumber, out var text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Unquoted(ETag tag) => tag.ToString().Trim('"');

#pragma warning disable CA1308 // The layout's names are in lower case.
    private static string Prefix(string fullyQualifiedNamespace, string hub, string group, string kind) =>
        $"{fullyQualifiedNamespace.ToLowerInvariant()}/{hub.ToLowerInvariant()}/{group.ToLowerInvariant()}/{kind}/";
#pragma warning restore CA1308
}
