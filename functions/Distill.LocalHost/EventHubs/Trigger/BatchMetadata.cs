using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>The trigger metadata of a batch. Names and types are those that the real extension gives to the worker.</summary>
/// <remarks>
/// The extension names the values. The host converts them for a worker with the capabilities TypedDataCollection and
/// IncludeEmptyEntriesInMessagePayload: an object becomes JSON text, and a long[] or string[] becomes a collection, in which null is "". We omit
/// PropertiesArray and SystemPropertiesArray: the events carry the same, and these two cost more than the rest of the batch.
/// </remarks>
internal static class BatchMetadata
{
    // Like the host's serializer (Newtonsoft's defaults), it escapes only control characters and quotes.
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
            // Like the extension, use DateTimeOffset.DateTime, which drops the kind. So the text has no Z.
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
