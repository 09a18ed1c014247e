using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>The verdict that a request passed with, kept among its features.</summary>
internal sealed class RequestVerdict(CachedVerdict verdict)
{
    public CachedVerdict Verdict => verdict;
}

/// <summary>What a handler can know of its request's account.</summary>
public static class RequestVerdicts
{
    /// <summary>
    /// The verdict on the request's account, for handlers that go by it: an answer to an account whose action is honeypot is to be marked.
    /// <c>default</c>, allow, when there is none.
    /// </summary>
    public static CachedVerdict GetVerdict(this HttpContext context) => context.Features.Get<RequestVerdict>()?.Verdict ?? default;
}
