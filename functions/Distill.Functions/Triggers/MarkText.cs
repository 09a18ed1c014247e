using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Honeypots;
using Distill.Honeypots.Marking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Marks a text that is about to leave: <c>{"text", "account", "requestId", "created"}</c> in, <c>{"text", "marked", "index", "receipt"}</c> out. If
/// it can't be marked, the text comes back unchanged.
/// </summary>
public sealed class MarkText(EpochMarker marker)
{
    // Longer than any answer.
    private const int MaxBytes = 8 * 1024 * 1024;

    [Function(nameof(MarkText))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/honeypots/mark")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return HoneypotProblems.TextTooLong(MaxBytes);
        }

        if (
            !RequestBody.TryParse<MarkRequest>(body, out var asked, out _)
            || asked is not { Text: { } text, RequestId: { } id }
            || !AccountId.TryParse(asked.Account, null, out var account)
            || !RequestIds.IsValid(id)
        )
        {
            return HoneypotProblems.BadMarkRequest;
        }

        var marked = await marker.MarkAsync(text, account, asked.Created, id, cancellationToken);
        return new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteString("text", marked.Text);
            json.WriteBoolean("marked", marked.Receipt is not null);
            if (marked is { Receipt: { } receipt, Index: { } index })
            {
                json.WriteNumber("index", index);
                json.WritePropertyName("receipt");
                json.WriteRawValue(ReceiptJson.Write(receipt));
            }

            json.WriteEndObject();
        });
    }
}
