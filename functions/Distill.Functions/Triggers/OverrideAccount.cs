using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows or blocks an account by hand, or lifts such an override.</summary>
public sealed class OverrideAccount(AnalystDesk desk, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(OverrideAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/accounts/{id}/overrides")] HttpRequest request,
        string id
    )
    {
        if (!RouteId.TryAccount(request, id, ^2, out var account))
        {
            return Problems.BadAccountId;
        }

        var (asked, wrong) = await AnalystRequest<OverrideRequest>.ReadAsync(request, AnalystRequestKind.Override, auth, time.GetUtcNow());
        if (asked is null)
        {
            return wrong!;
        }

        var (set, problem) = await desk.OverrideAsync(account, asked, request.HttpContext.RequestAborted);
        return set is null ? problem! : new JsonAnswer(json => DecisionAnswer.Write(json, set));
    }
}
