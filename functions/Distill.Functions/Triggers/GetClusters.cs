using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all clusters, in order of id, page by page.</summary>
public sealed class GetClusters(ClusterReader clusters)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 1000);

    [Function(nameof(GetClusters))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/clusters")] HttpRequest request)
    {
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return Problems.BadLimit("limit", s_limits.Max);
        }

        ClusterId after = default;
        if (!Query.TryText(request, "after", out var text) || (text is not null && !ClusterId.TryParse(text, null, out after)))
        {
            return Problems.BadAfter;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var page = published.Clusters.Values.Where(c => text is null || c.Id > after).Take(limit + 1).ToArray();
        return new JsonAnswer(json =>
            ClusterAnswer.Write(json, page[..Math.Min(limit, page.Length)], page.Length > limit ? page[limit - 1].Id : null, published.Standing)
        );
    }
}
