using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Allows a network, a card or a business, or ends that. The next run counts it as evidence against groups that have it.</summary>
public sealed class AllowValue(AnalystDesk desk, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(AllowValue))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/allowlist")] HttpRequest request)
    {
        var (asked, wrong) = await AnalystRequest<AllowRequest>.ReadAsync(request, AnalystRequestKind.Allowance, auth, time.GetUtcNow());
        if (asked is null)
        {
            return wrong!;
        }

        var (made, problem) = await desk.AllowAsync(asked, request.HttpContext.RequestAborted);
        return made is null ? problem! : new JsonAnswer(json => AllowAnswer.Write(json, made));
    }
}
