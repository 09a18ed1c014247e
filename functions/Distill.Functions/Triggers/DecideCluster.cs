using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Makes an analyst's decision on a cluster.</summary>
public sealed class DecideCluster(AnalystDesk desk, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(DecideCluster))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/clusters/{id}/decisions")] HttpRequest request,
        string id
    )
    {
        if (!ClusterId.TryParse(id, null, out var cluster))
        {
            return Problems.BadClusterId;
        }

        var (asked, wrong) = await AnalystRequest<DecisionRequest>.ReadAsync(request, AnalystRequestKind.Decision, auth, time.GetUtcNow());
        if (asked is null)
        {
            return wrong!;
        }

        var (decisions, problem) = await desk.DecideAsync(cluster, asked, seen: null, request.HttpContext.RequestAborted);
        return decisions is [var decision]
            ? new JsonAnswer(json => DecisionAnswer.Write(json, decision, decision.Kind == DecisionKind.BanPlan ? decision.On.Everyone : null))
            : problem!;
    }
}
