using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>The trigger metadata of a batch, with the names of the real extension and the types in which the worker gets it.</summary>
/// <remarks>
/// The extension names the values and the host converts them for a worker with the capabilities TypedDataCollection and
/// IncludeEmptyEntriesInMessagePayload: an object becomes JSON text, a long[] or string[] a collection, in which null is "". We leave out
/// PropertiesArray
/// and SystemPropertiesArray: the events carry the same, and they cost more than the rest of the batch.
/// </remarks>
internal static class BatchMetadata
{
    // The host's serializer (Newtonsoft's defaults) escapes control characters and quotes only.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Dictionary<string, object> For(PartitionContextData context, IReadOnlyList<EventData> events)
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
            // The extension drops the kind (DateTimeOffset.DateTime), so the text has no Z.
            times[i] = events[i].EnqueuedTime.DateTime;
        }

        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["PartitionContext"] = JsonSerializer.Serialize(context, s_json),
            ["PartitionKeyArray"] = keys,
            ["OffsetArray"] = offsets,
            ["SequenceNumberArray"] = sequenceNumbers,
            ["EnqueuedTimeUtcArray"] = JsonSerializer.Serialize(times, s_json),
        };
    }
}
