using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows or blocks an account by hand, or lifts such an override.</summary>
public sealed class OverrideAccount(AnalystDecisions decisions, VerdictOptions options, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(OverrideAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{id}/overrides")] HttpRequest request,
        string id
    )
    {
        if (!RouteId.TryAccount(request, id, ^2, out var account))
        {
            return Problems.BadAccountId;
        }

        var (asked, problem) = await AnalystRequest<OverrideRequest>.ReadAsync(request, AnalystRequestKind.Override, auth, time.GetUtcNow());
        if (asked is null)
        {
            return problem!;
        }

        if (DecisionNames.Override(asked.Body.Action) is not { } kind)
        {
            return Problems.BadOverride($"action must be one of {string.Join(", ", Enum.GetValues<OverrideKind>().Select(k => k.Name()))}.");
        }

        if (asked.TooLate is { } tooLate && !await decisions.IsMadeAsync(asked.Id, request.HttpContext.RequestAborted))
        {
            return tooLate;
        }

        var print = asked.Print(account, kind);
        var set = await decisions.OverrideAsync(
            new AccountOverride
            {
                Id = asked.Id,
                Number = 0,
                Account = account,
                Kind = kind,
                By = asked.By,
                Why = asked.Why,
                At = asked.At,
                Expires = kind == OverrideKind.Lift ? null : asked.Expires ?? asked.At + options.DecisionsLast,
                Request = print,
            },
            request.HttpContext.RequestAborted
        );
        return set.Request != print ? Problems.IdempotencyKeyReused : new JsonAnswer(json => ClusterAnswer.Write(json, set));
    }
}
