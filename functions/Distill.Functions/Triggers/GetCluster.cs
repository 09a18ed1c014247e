using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers one cluster: its evidence, its timeline, the decisions on it, and its members page by page.</summary>
public sealed class GetCluster(ClusterReader clusters)
{
    private static readonly NumberRange s_limits = new(Default: 1000, Min: 1, Max: 10_000);

    [Function(nameof(GetCluster))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/clusters/{id}")] HttpRequest request,
        string id
    )
    {
        if (!ClusterId.TryParse(id, null, out var cluster))
        {
            return Problems.BadClusterId;
        }

        if (!PageRequest<AccountId>.TryRead(request, "members_", s_limits, out var asked, out var problem))
        {
            return problem;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        if (published.Find(cluster) is not { } found)
        {
            return Problems.UnknownCluster;
        }

        var (page, next) = asked.Of(found.Everyone, a => a);
        var stands = published.Standing.Of(cluster);
        var decisions = published.Ledger.Decisions.Where(d => d.Cluster == cluster || d == stands.State || d == stands.Shadow).OrderBy(d => d.Number);
        return new JsonAnswer(json => ClusterAnswer.Write(json, found, new MemberPage(page, next), published.Standing, decisions));
    }
}
