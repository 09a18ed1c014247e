using Distill.Client.Calls;
using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>
/// Looks up the verdict on each request's account and acts on it. Allow and honeypot pass. Throttle passes now and then. Verify and block are
/// refused, and the refusal is reported. It is a middleware, not an endpoint filter, so that it can refuse before the body is read.
/// </summary>
internal sealed class VerdictMiddleware(
    RequestDelegate next,
    VerdictCache verdicts,
    CallPublisher calls,
    Throttle throttle,
    IOptions<DistillOptions> options
)
{
    private static readonly TimeSpan s_unavailableFor = TimeSpan.FromSeconds(30);

    private readonly Func<HttpContext, string?> _accountOf = options.Value.AccountOf;
    private readonly Refusal _throttled = new(StatusCodes.Status429TooManyRequests, "account_throttled", "Too many requests of this account.");
    private readonly Refusal _unverified = new(
        StatusCodes.Status403Forbidden,
        "account_verification_required",
        "This account has to be verified first.",
        options.Value.Enforcement.VerifyAt
    );
    private readonly Refusal _blocked = new(StatusCodes.Status403Forbidden, "account_blocked", "This account is blocked.");
    private readonly Refusal _unavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "verdicts_unavailable",
        "Whether this account may go on can't be told at present."
    );

    public Task InvokeAsync(HttpContext context)
    {
        if (_accountOf(context) is not { Length: > 0 } account)
        {
            return next(context);
        }

        var verdict = verdicts.Find(account);
        if (verdict.IsUnavailable)
        {
            return _unavailable.WriteAsync(context, s_unavailableFor);
        }

        if (verdict.IsListed)
        {
            context.Features.Set(new RequestVerdict(verdict));
        }

        return verdict.Action switch
        {
            VerdictAction.Allow or VerdictAction.Honeypot => next(context),
            VerdictAction.Throttle => throttle.Ask(account) is { } wait ? RefuseAsync(_throttled, wait) : next(context),
            VerdictAction.Verify => RefuseAsync(_unverified),
            _ => RefuseAsync(_blocked),
        };

        Task RefuseAsync(Refusal refusal, TimeSpan? retryAfter = null)
        {
            calls.PublishRefusal(account, verdict.Action);
            return refusal.WriteAsync(context, retryAfter);
        }
    }
}
