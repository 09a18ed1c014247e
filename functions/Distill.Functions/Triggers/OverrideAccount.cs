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
    ) =>
        RouteId.TryAccount(request, id, ^2, out var account)
            ? await OverrideAnswer.OfAsync(desk, account, request, auth, time.GetUtcNow())
            : Problems.BadAccountId;
}
