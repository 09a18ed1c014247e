using Distill.Core.Resellers;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes what a reseller attests of its customers. All of a document is taken, or none. What is sent twice counts once.</summary>
public sealed class PostAttestations(FactTable facts, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    [Function(nameof(PostAttestations))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/attestations")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        var records = AttestationDocument.Read(body, time.GetUtcNow(), out var faults);
        if (faults.Count > 0)
        {
            return Problems.BadAttestations(faults);
        }

        await facts.SaveAsync(records, cancellationToken);
        return new JsonAnswer(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("accepted", records.Count);
                json.WriteEndObject();
            },
            StatusCodes.Status202Accepted
        );
    }
}
