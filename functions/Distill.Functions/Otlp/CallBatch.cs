using System.Buffers;
using System.Text.Json;
using Distill.Core.Events;
using Distill.Functions.Batches;

namespace Distill.Functions.Otlp;

/// <summary>Makes a batch of calls that are no events of the hub.</summary>
internal static class CallBatch
{
    /// <summary>The batch. Each call's event says who called and when, so that a dead letter tells it.</summary>
    /// <param name="calls">One call or more.</param>
    /// <param name="arrived">When they arrived.</param>
    public static EventBatch Of(IReadOnlyList<ApiCall> calls, DateTimeOffset arrived)
    {
        var events = calls.Select(call => new HubEvent(NumberOf(call), arrived, BodyOf(call))).ToArray();
        var batch = new EventBatch(HubPartition.Http, events);
        foreach (var call in calls)
        {
            batch.Seen.Add(call, call.Id);
            batch.Add(new SequencedCall(NumberOf(call), call));
        }

        return batch;
    }

    // Below zero, and the same when the call is stored again.
    private static long NumberOf(in ApiCall call) => ~(long)(call.Id >> 1);

    private static ReadOnlyMemory<byte> BodyOf(ApiCall call)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString(EventField.Type.Name(), "call");
            json.WriteString(EventField.Time.Name(), call.Time);
            json.WriteString(EventField.Account.Name(), call.Account.Value);
            json.WriteString(EventField.Model.Name(), call.Model);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
