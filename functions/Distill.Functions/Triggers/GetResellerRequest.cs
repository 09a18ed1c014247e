using Distill.Core.Resellers;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers what to ask one reseller or cloud for: as JSON for analysts, as the table or as the letter to send.</summary>
public sealed class GetResellerRequest(ResellerTable table)
{
    [Function(nameof(GetResellerRequest))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/resellers/request")] HttpRequest request)
    {
        if (!Query.TryText(request, "channel", out var text) || Channel.Parse(text ?? "") is not { } channel || text!.Length > MaxChannel)
        {
            return Problems.BadChannel;
        }

        if (await table.FindAsync(channel, request.HttpContext.RequestAborted) is not var (found, hour))
        {
            return Problems.UnknownChannel;
        }

        return CsvAnswer.IsAskedFor(request) ? new CsvAnswer("evidence", RequestTable.Rows(found.Requests), null)
            : MarkdownAnswer.IsAskedFor(request) ? new MarkdownAnswer("evidence", RequestLetter.Of(found, hour))
            : new JsonAnswer(json => ReviewJson.Write(json, found, hour));
    }

    // A name is at most as long as a call's, in bytes, and a kind stands before it.
    private const int MaxChannel = Core.Events.ApiCall.MaxNameBytes + 16;
}
