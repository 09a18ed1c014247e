using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers one operation: what ties its clusters, what speaks against it, and its clusters page by page.</summary>
public sealed class GetOperation(ClusterReader clusters)
{
    private static readonly NumberRange s_limits = new(Default: 1000, Min: 1, Max: 10_000);

    [Function(nameof(GetOperation))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/operations/{id}")] HttpRequest request,
        string id
    )
    {
        if (!OperationId.TryParse(id, null, out var operation))
        {
            return Problems.BadOperationId;
        }

        if (!Query.TryNumber(request, "clusters_limit", s_limits, out var limit))
        {
            return Problems.BadLimit("clusters_limit", s_limits.Max);
        }

        ClusterId after = default;
        if (!Query.TryText(request, "clusters_after", out var text) || (text is not null && !ClusterId.TryParse(text, null, out after)))
        {
            return Problems.BadAfter;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        if (published.Find(operation) is not { } found)
        {
            return Problems.UnknownOperation;
        }

        var page = found.Clusters.OrderBy(c => c.Id).Where(c => text is null || c.Id > after).Take(limit + 1).ToArray();
        var parts = new PartsPage(page[..Math.Min(limit, page.Length)], page.Length > limit ? page[limit - 1].Id : null);
        return new JsonAnswer(json => OperationAnswer.Write(json, found, parts, published.Standing));
    }
}
