using Distill.Contracts;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Sets the override that a request asks for, and answers it.</summary>
internal static class OverrideAnswer
{
    public static async Task<IResult> OfAsync(AnalystDesk desk, AccountId account, HttpRequest request, AuthOptions auth, DateTimeOffset now)
    {
        var (asked, wrong) = await AnalystRequest<OverrideRequest>.ReadAsync(request, AnalystRequestKind.Override, auth, now);
        if (asked is null)
        {
            return wrong!;
        }

        var (set, problem) = await desk.OverrideAsync(account, asked, seen: null, request.HttpContext.RequestAborted);
        return set is null ? problem! : new JsonAnswer(json => DecisionAnswer.Write(json, set));
    }
}
