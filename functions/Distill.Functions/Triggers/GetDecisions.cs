using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all decisions ever made, in their order, page by page. Callers can ask for some of them.</summary>
public sealed class GetDecisions(ClusterReader clusters)
{
    [Function(nameof(GetDecisions))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/decisions")] HttpRequest request)
    {
        var (query, problem) = DecisionQuery.Read(request);
        if (query is null)
        {
            return problem!;
        }

        ClusterId cluster = default;
        if (!Query.TryText(request, "cluster", out var id) || (id is not null && !ClusterId.TryParse(id, null, out cluster)))
        {
            return Problems.BadClusterId;
        }

        if (!Query.TryText(request, "decision", out var name) || (name is not null && DecisionNames.Decision(name) is null))
        {
            return Problems.BadFilter("decision", string.Join(", ", Enum.GetValues<DecisionKind>().Select(k => k.Name())));
        }

        var published = await clusters.ReadAsync(request.HttpContext.RequestAborted);
        var (page, next) = query.Of(
            published.Ledger.Decisions,
            d => (id is null || d.Cluster == cluster) && (name is null || d.Kind == DecisionNames.Decision(name)),
            published.Standing
        );
        return query.Csv
            ? DecisionCsv.Of(page, next, published.Standing)
            : new JsonAnswer(json => DecisionAnswer.Write(json, page, next, published.Standing));
    }
}
