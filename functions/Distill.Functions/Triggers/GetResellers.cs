using Distill.Core.Resellers;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers what is known of each reseller and cloud as of the last review, page by page.</summary>
public sealed class GetResellers(ResellerTable table)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 1000);

    [Function(nameof(GetResellers))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/resellers")] HttpRequest request)
    {
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return Problems.BadLimit("limit", s_limits.Max);
        }

        Channel? after = null;
        if (!Query.TryText(request, "after", out var text) || (text is not null && (after = Channel.Parse(text)) is null))
        {
            return Problems.BadAfter;
        }

        if (await table.ReadAsync(request.HttpContext.RequestAborted) is not { } review)
        {
            return Problems.NoReview;
        }

        var page = review.Channels.Where(c => after is not { } last || c.Channel > last).Take(limit + 1).ToArray();
        return new JsonAnswer(json => ReviewJson.Write(json, review, page.Take(limit), page.Length > limit ? page[limit - 1].Channel : null));
    }
}
