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

        if (!PageRequest<ClusterId>.TryRead(request, "clusters_", s_limits, out var asked, out var problem))
        {
            return problem;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        if (published.Find(operation) is not { } found)
        {
            return Problems.UnknownOperation;
        }

        var (page, next) = asked.Of(found.Clusters.OrderBy(c => c.Id), c => c.Id);
        return new JsonAnswer(json => OperationAnswer.Write(json, found, new PartsPage(page, next), published.Standing));
    }
}
