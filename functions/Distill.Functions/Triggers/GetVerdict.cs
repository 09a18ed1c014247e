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
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "verdicts/{account}")] HttpRequest request,
        string account
    )
    {
        if (!RouteId.TryAccount(account, out var id))
        {
            return Problems.BadAccountId;
        }

        var (verdict, age) = await lookup.FindAsync(id, request.HttpContext.RequestAborted);
        return new JsonAnswer(json => Core.Decisions.StandingVerdictJson.Write(json, verdict)) { Age = age, MaxAge = MaxAge(verdict.Expires) };
    }

    // A caller must not keep a verdict for longer than it lasts.
    private TimeSpan MaxAge(DateTimeOffset? expires)
    {
        var left = expires - time.GetUtcNow();
        return left is null || left > options.MaxAge ? options.MaxAge
            : left.Value > TimeSpan.Zero ? left.Value
            : TimeSpan.Zero;
    }
}
