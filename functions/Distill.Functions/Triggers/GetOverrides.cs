using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all overrides ever set, in their order, page by page. So everyone who was blocked by hand can be found.</summary>
public sealed class GetOverrides(ClusterReader clusters)
{
    [Function(nameof(GetOverrides))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/overrides")] HttpRequest request)
    {
        var (query, problem) = DecisionQuery.Read(request);
        if (query is null)
        {
            return problem!;
        }

        if (!Query.TryText(request, "action", out var name) || (name is not null && DecisionNames.Override(name) is null))
        {
            return Problems.BadFilter("action", string.Join(", ", Enum.GetValues<OverrideKind>().Select(k => k.Name())));
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var (page, next) = query.Of(
            published.Ledger.Overrides.Where(o => name is null || o.Kind == DecisionNames.Override(name)),
            published.Standing
        );
        return query.Csv
            ? DecisionCsv.Of(page, next, published.Standing)
            : new JsonAnswer(json => DecisionAnswer.Write(json, page, next, published.Standing));
    }
}
