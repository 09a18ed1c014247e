using Distill.Core;
using Distill.Core.Correlation;
using Distill.Core.Verdicts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes an analyst's decision on a cluster.</summary>
public sealed class DecideCluster(Decider decider, VerdictOptions options, DetectionOptions detection, AuthOptions auth, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;

    [Function(nameof(DecideCluster))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "clusters/{id}/decisions")] HttpRequest request,
        string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!ClusterId.TryParse(id, null, out var cluster))
        {
            return Problems.BadClusterId;
        }

        if (!IdempotencyKey.TryId(request, "decision", out var own))
        {
            return Problems.BadIdempotencyKey;
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, ct) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        if (!RequestBody.TryParse<DecisionRequest>(body, out var asked, out var fault))
        {
            return Problems.BadBody(fault);
        }

        if (DecisionNames.Decision(asked.Decision) is not { } kind)
        {
            return Problems.BadDecision($"decision is one of {string.Join(", ", Enum.GetValues<DecisionKind>().Select(k => k.Name()))}.");
        }

        var now = Author.Rounded(time.GetUtcNow());
        if (Author.Fault(asked.Why, asked.Expires, now) is { } wrong)
        {
            return Problems.BadDecision(wrong);
        }

        if (Author.Of(request, asked.By, auth) is not { } by)
        {
            return Problems.BadDecision("by names who decides.");
        }

        var print = IdempotencyKey.Of(cluster, kind, asked.Why, asked.Expires?.UtcTicks, by);
        var decision = await decider.DecideAsync(cluster, own, on => new ClusterDecision
        {
            Id = own,
            Number = 0,
            Kind = kind,
            On = on,
            Action = kind == DecisionKind.BanPlan ? VerdictAction.Block : detection.ConfirmedAction,
            By = by,
            Why = asked.Why!,
            At = now,
            Expires = asked.Expires is { } expires ? Author.Rounded(expires) : kind == DecisionKind.Dismiss ? now + options.DecisionsLast : null,
            Request = print,
        }, ct);
        return decision is null ? Problems.UnknownCluster
            : decision.Request != print ? Problems.IdempotencyKeyReused
            : new JsonAnswer(json => ClusterAnswer.Write(json, decision, decision.Kind == DecisionKind.BanPlan ? decision.On.Accounts : null));
    }
}
