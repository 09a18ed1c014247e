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
        if (ChannelQuery.Read(request) is not { } channel)
        {
            return Problems.BadChannel;
        }

        if (!Query.TryText(request, "format", out var format) || format is not (null or "json" or "csv" or "markdown"))
        {
            return Problems.BadFilter("format", "json, csv or markdown");
        }

        if (await table.FindAsync(channel, request.HttpContext.RequestAborted) is not var (found, hour))
        {
            return Problems.UnknownChannel;
        }

        return format == "csv" || (format is null && CsvAnswer.IsAskedFor(request))
                ? new CsvAnswer("evidence", RequestTable.Rows(found.Requests), null)
            : format == "markdown" || (format is null && MarkdownAnswer.IsAskedFor(request))
                ? new MarkdownAnswer("evidence", RequestLetter.Of(found, hour))
            : new JsonAnswer(json => ReviewJson.Write(json, found, hour));
    }
}
