using Distill.Functions.Storage;
using Distill.Honeypots.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>An epoch's log of marked responses, a receipt a line: what <c>honeypot commit --log</c> lays heads over.</summary>
public sealed class GetReceipts(ReceiptTable receipts)
{
    [Function(nameof(GetReceipts))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "honeypots/receipts/{epoch}")] HttpRequest request, string epoch)
    {
        if (!EpochId.TryParse(epoch, null, out var id))
        {
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "Not an epoch.",
                detail: $"An epoch has 1 to {EpochId.MaxLength} letters, digits, '-', '.' or '_'.",
                extensions: new Dictionary<string, object?> { ["code"] = "bad_epoch" }
            );
        }

        var ct = request.HttpContext.RequestAborted;
        return Results.Stream(
            async body =>
            {
                await foreach (var line in receipts.ReadAsync(id, ct))
                {
                    await body.WriteAsync(line, ct);
                    await body.WriteAsync("\n"u8.ToArray(), ct);
                }
            },
            "application/x-ndjson"
        );
    }
}
