using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>What FunctionContext.BindingContext.BindingData holds for a batch, in the types in which the real worker gets it.</summary>
/// <remarks>
/// The extension (EventHubTriggerBindingStrategy) names the values and the host converts them for the worker, which has the
/// TypedDataCollection and IncludeEmptyEntriesInMessagePayload capabilities: an object becomes JSON text, a long[] or string[] a list of the same, in
/// which null is "". Names ignore case. PropertiesArray and SystemPropertiesArray are left out here: no function of ours reads them, and they cost
/// more than the rest of the batch.
/// </remarks>
internal static class EventHubBindingData
{
    // The host's serializer (Newtonsoft's defaults) writes everything but control characters and quotes as it is.
    static readonly JsonSerializerOptions AsTheHostWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Dictionary<string, object?> For(EventHubPartition partition, IReadOnlyList<EventData> events)
    {
        var sequenceNumbers = new long[events.Count];
        var offsets = new string[events.Count];
        var keys = new string[events.Count];
        var times = new DateTime[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            sequenceNumbers[i] = events[i].SequenceNumber;
            offsets[i] = events[i].OffsetString ?? "";
            keys[i] = events[i].PartitionKey ?? "";
            // The real one drops the kind (DateTimeOffset.DateTime), so the text has no Z.
            times[i] = events[i].EnqueuedTime.DateTime;
        }

        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["PartitionContext"] = PartitionContext(partition),
            ["PartitionKeyArray"] = keys,
            ["OffsetArray"] = offsets,
            ["SequenceNumberArray"] = sequenceNumbers,
            ["EnqueuedTimeUtcArray"] = JsonSerializer.Serialize(times, AsTheHostWrites),
        };
    }

    /// <summary>The JSON text under "PartitionContext".</summary>
    public static string PartitionContext(EventHubPartition partition) => JsonSerializer.Serialize(
        new
        {
            partition.IsCheckpointingAfterInvocation,
            partition.FullyQualifiedNamespace,
            partition.EventHubName,
            partition.ConsumerGroup,
            partition.PartitionId,
        },
        AsTheHostWrites);
}
