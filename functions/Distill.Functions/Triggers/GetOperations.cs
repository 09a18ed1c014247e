using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all operations, in order of id, page by page.</summary>
public sealed class GetOperations(ClusterReader clusters)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 1000);

    [Function(nameof(GetOperations))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/operations")] HttpRequest request)
    {
        if (!PageRequest<OperationId>.TryRead(request, "", s_limits, out var asked, out var problem))
        {
            return problem;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var (page, next) = asked.Of(published.Operations, o => o.Id);
        return new JsonAnswer(json => OperationAnswer.Write(json, page, next, published.Standing));
    }
}
