using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers an account's verdict. Unknown accounts return <c>not_assessed</c>, never 404.</summary>
public sealed class GetVerdict(VerdictLookup lookup, VerdictOptions options, TimeProvider time)
{
    [Function(nameof(GetVerdict))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/verdicts/{account}")] HttpRequest request,
        string account
    ) =>
        RouteId.TryAccount(request, account, ^1, out var id)
            ? VerdictAnswer.Of(await lookup.FindAsync(id, request.HttpContext.RequestAborted), options, time)
            : Problems.BadAccountId;
}
