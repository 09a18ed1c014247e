using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows or blocks any account by hand, also one that a path can't carry, such as <c>..</c>.</summary>
public sealed class OverrideAnyAccount(AnalystDesk desk, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(OverrideAnyAccount))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/overrides")] HttpRequest request) =>
        Query.TryText(request, "account", out var text) && AccountId.TryParse(text, null, out var account)
            ? await OverrideAnswer.OfAsync(desk, account, request, auth, time.GetUtcNow())
            : Problems.BadAccountId;
}
