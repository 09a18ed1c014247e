using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers the verdict of any account id, also of one that a path can't carry, such as <c>changes</c> or <c>..</c>.</summary>
public sealed class FindVerdict(VerdictLookup lookup, VerdictOptions options, TimeProvider time)
{
    [Function(nameof(FindVerdict))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/verdicts")] HttpRequest request) =>
        Query.TryText(request, "account", out var text) && AccountId.TryParse(text, null, out var account)
            ? VerdictAnswer.Of(await lookup.FindAsync(account, request.HttpContext.RequestAborted), options, time)
            : Problems.BadAccountId;
}
