using Distill.Functions.Ingest;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Otlp;

/// <summary>
/// Takes requests of OpenTelemetry's protocol. A call that belongs to no span is stored at once. What belongs to a span waits a while for the other
/// parts of its call: the details and the prompt often come as log records, in other requests. <see cref="SpanJoin"/> then stores the call.
/// </summary>
public sealed class OtlpIntake(OtlpReader reader, SpanPartTable parts, BatchWriter writer, IngestMetrics metrics, TimeProvider time) : IDisposable
{
    // Requests that are read at the same time. Each holds its body and what became of it in memory, some 100 MB at most.
    private const int MostAtOnce = 4;

    private readonly SemaphoreSlim _room = new(MostAtOnce);

    internal async Task<IResult> TakeAsync(HttpRequest request, bool isSpans)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!await _room.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return OtlpFaults.Busy(request);
        }

        try
        {
            var (body, refusal) = await OtlpRequest.ReadAsync(request, cancellationToken);
            if (refusal is not null)
            {
                return refusal;
            }

            var content = reader.Read(body, OtlpRequest.IsJson(request), isSpans, time.GetUtcNow());
            await StoreAsync(content, cancellationToken);
            return OtlpAnswer.Taken(content.Rejects.Count, content.Why(), isSpans, request);
        }
        catch (InvalidDataException e)
        {
            return OtlpAnswer.Of(StatusCodes.Status400BadRequest, $"The body can't be read. {e.Message}", request);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task StoreAsync(OtlpContent content, CancellationToken cancellationToken)
    {
        if (content.Whole.Count > 0)
        {
            await writer.SaveAsync(CallBatch.Of(content.Whole, time.GetUtcNow()), cancellationToken);
        }

        if (content.Parts.Count > 0)
        {
            await parts.AddAsync(content.Parts, cancellationToken);
        }

        metrics.Read(content.Faults);
        content.Rejects.ForEach(r => metrics.Reject(r.Reason));
    }
}
