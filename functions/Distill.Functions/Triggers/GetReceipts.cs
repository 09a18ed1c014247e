using Distill.Functions.Api;
using Distill.Functions.Storage;
using Distill.Honeypots.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers an epoch's log of marked answers, one receipt a line. <c>honeypot commit --log</c> reads it.</summary>
public sealed class GetReceipts(ReceiptTable receipts)
{
    [Function(nameof(GetReceipts))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/honeypots/receipts/{epoch}")] HttpRequest request,
        string epoch
    )
    {
        if (!EpochId.TryParse(epoch, null, out var id))
        {
            return HoneypotProblems.BadEpoch;
        }

        var cancellationToken = request.HttpContext.RequestAborted;
        return Results.Stream(
            async body =>
            {
                await foreach (var line in receipts.ReadAsync(id, 0, cancellationToken))
                {
                    await body.WriteAsync(line, cancellationToken);
                    await body.WriteAsync("\n"u8.ToArray(), cancellationToken);
                }
            },
            "application/x-ndjson"
        );
    }
}
