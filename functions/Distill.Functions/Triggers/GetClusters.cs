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
        if (!PageRequest<ClusterId>.TryRead(request, "", s_limits, out var asked, out var problem))
        {
            return problem;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var (page, next) = asked.Of(published.Clusters.Values, c => c.Id);
        return new JsonAnswer(json => ClusterAnswer.Write(json, page, next, published.Standing));
    }
}
