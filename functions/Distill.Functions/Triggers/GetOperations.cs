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
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return Problems.BadLimit("limit", s_limits.Max);
        }

        OperationId after = default;
        if (!Query.TryText(request, "after", out var text) || (text is not null && !OperationId.TryParse(text, null, out after)))
        {
            return Problems.BadAfter;
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var page = published.Operations.Where(o => text is null || o.Id > after).Take(limit + 1).ToArray();
        return new JsonAnswer(json =>
            OperationAnswer.Write(json, page[..Math.Min(limit, page.Length)], page.Length > limit ? page[limit - 1].Id : null, published.Standing)
        );
    }
}
