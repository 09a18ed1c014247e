using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows or blocks an account by hand.</summary>
public sealed class OverrideAccount(Decider decider, VerdictOptions options, AuthOptions auth, TimeProvider time)
{
    // Who holds a key is not known by name.
    private const string KeyHolder = "a key holder";

    [Function(nameof(OverrideAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{id}/overrides")] HttpRequest request,
        string id
    )
    {
        if (!RouteId.TryAccount(id, out var account))
        {
            return Problems.BadAccountId;
        }

        var (order, problem) = await Ordered<OverrideRequest>.ReadAsync(request, "override", Problems.BadOverride, KeyHolder, auth, time.GetUtcNow());
        if (order is null)
        {
            return problem!;
        }

        if (DecisionNames.Override(order.Asked.Action) is not { } kind)
        {
            return Problems.BadOverride($"action is one of {string.Join(", ", Enum.GetValues<OverrideKind>().Select(k => k.Name()))}.");
        }

        var print = order.Print(account, kind);
        var set = await decider.OverrideAsync(
            new AccountOverride
            {
                Id = order.Id,
                Number = 0,
                Account = account,
                Kind = kind,
                By = order.By,
                Why = order.Why,
                At = order.At,
                Expires = kind == OverrideKind.Lift ? null : order.Expires ?? order.At + options.DecisionsLast,
                Request = print,
            },
            request.HttpContext.RequestAborted
        );
        return set.Request != print ? Problems.IdempotencyKeyReused : new JsonAnswer(json => ClusterAnswer.Write(json, set));
    }
}
