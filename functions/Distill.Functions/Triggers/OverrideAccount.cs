using Distill.Core.Verdicts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows or blocks an account by hand.</summary>
public sealed class OverrideAccount(Decider decider, VerdictOptions options, AuthOptions auth, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;

    // Who holds a key is not known by name.
    private const string KeyHolder = "a key holder";

    [Function(nameof(OverrideAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "accounts/{id}/overrides")] HttpRequest request,
        string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!RouteId.TryAccount(id, out var account))
        {
            return Problems.BadAccountId;
        }

        if (!IdempotencyKey.TryId(request, "override", out var own))
        {
            return Problems.BadIdempotencyKey;
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, ct) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        if (!RequestBody.TryParse<OverrideRequest>(body, out var asked, out var fault))
        {
            return Problems.BadBody(fault);
        }

        if (DecisionNames.Override(asked.Action) is not { } kind)
        {
            return Problems.BadOverride($"action is one of {string.Join(", ", Enum.GetValues<OverrideKind>().Select(k => k.Name()))}.");
        }

        var now = Author.Rounded(time.GetUtcNow());
        if (Author.Fault(asked.Why, asked.Expires, now) is { } wrong)
        {
            return Problems.BadOverride(wrong);
        }

        if (Author.Of(request, asked.By ?? KeyHolder, auth) is not { } by)
        {
            return Problems.BadOverride("by is not a name.");
        }

        var print = IdempotencyKey.Of(account, kind, asked.Why, asked.Expires?.UtcTicks, by);
        var set = await decider.OverrideAsync(new AccountOverride
        {
            Id = own,
            Number = 0,
            Account = account,
            Kind = kind,
            By = by,
            Why = asked.Why!,
            At = now,
            Expires = kind == OverrideKind.Lift ? null : asked.Expires is { } expires ? Author.Rounded(expires) : now + options.DecisionsLast,
            Request = print,
        }, ct);
        return set.Request != print ? Problems.IdempotencyKeyReused : new JsonAnswer(json => ClusterAnswer.Write(json, set));
    }
}
