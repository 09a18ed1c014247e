using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Makes an analyst's decision on a cluster.</summary>
public sealed class DecideCluster(AnalystDecisions decisions, VerdictOptions options, DetectionOptions detection, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(DecideCluster))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clusters/{id}/decisions")] HttpRequest request,
        string id
    )
    {
        if (!ClusterId.TryParse(id, null, out var cluster))
        {
            return Problems.BadClusterId;
        }

        var (asked, problem) = await AnalystRequest<DecisionRequest>.ReadAsync(request, AnalystRequestKind.Decision, auth, time.GetUtcNow());
        if (asked is null)
        {
            return problem!;
        }

        if (DecisionNames.Decision(asked.Body.Decision) is not { } kind)
        {
            return Problems.BadDecision($"decision must be one of {string.Join(", ", Enum.GetValues<DecisionKind>().Select(k => k.Name()))}.");
        }

        if (asked.TooLate is { } tooLate && !await decisions.IsMadeAsync(asked.Id, request.HttpContext.RequestAborted))
        {
            return tooLate;
        }

        var print = asked.Print(cluster, kind);
        var decision = await decisions.DecideAsync(
            cluster,
            asked.Id,
            on => new ClusterDecision
            {
                Id = asked.Id,
                Number = 0,
                Kind = kind,
                On = on,
                Action = kind == DecisionKind.BanPlan ? VerdictAction.Block : detection.ConfirmedAction,
                By = asked.By,
                Why = asked.Why,
                At = asked.At,
                Expires = asked.Expires ?? (kind == DecisionKind.Dismiss ? asked.At + options.DecisionsLast : null),
                Request = print,
            },
            request.HttpContext.RequestAborted
        );
        return decision is null ? Problems.UnknownCluster
            : decision.Request != print ? Problems.IdempotencyKeyReused
            : new JsonAnswer(json => ClusterAnswer.Write(json, decision, decision.Kind == DecisionKind.BanPlan ? decision.On.Everyone : null));
    }
}
