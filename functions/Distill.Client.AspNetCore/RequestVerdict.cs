using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>The verdict on a request's account, kept among the request's features.</summary>
internal sealed class RequestVerdict(CachedVerdict verdict)
{
    public CachedVerdict Verdict => verdict;
}

/// <summary>Gives handlers the verdict on a request's account.</summary>
public static class RequestVerdicts
{
    /// <summary>
    /// Returns the verdict on the request's account, or <c>default</c> (allow) if there is none. A handler needs it, for example, to mark the answer
    /// to an account whose action is honeypot.
    /// </summary>
    public static CachedVerdict GetVerdict(this HttpContext context) => context.Features.Get<RequestVerdict>()?.Verdict ?? default;
}
