using Distill.Functions.Api;
using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Takes a small batch of events from callers without access to the event hub. An event sent twice counts once, because windows are sets.
/// </summary>
public sealed class PostEvents(BatchReader reader, BatchWriter writer, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    [Function(nameof(PostEvents))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/events")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        if (SentEvents.IsCompressed(body))
        {
            return Problems.CompressedBody;
        }

        if (!SentEvents.TryRead(body, out var events, out var fault))
        {
            return Problems.BadBody(fault);
        }

        var now = time.GetUtcNow();
        var batch = reader.Read(HubPartition.Http, [.. events.Select((e, i) => HubEvent.Unnumbered(i, now, e))]);
        var rejects = await writer.SaveSentAsync(batch, cancellationToken);
        return new JsonAnswer(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("accepted", events.Count - rejects.Count);
                json.WriteStartArray("rejected");
                foreach (var reject in rejects.OrderBy(r => r.Event.Index))
                {
                    json.WriteStartObject();
                    json.WriteNumber("index", reject.Event.Index);
                    json.WriteString("reason", reject.Reason);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            },
            StatusCodes.Status202Accepted
        );
    }
}
