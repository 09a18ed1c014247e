using Distill.Client.Verdicts;
using Distill.Core.Verdicts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>
/// Asks the cache about the account of each request and does what the verdict asks: pass (allow, honeypot), pass now and then (throttle), refuse (verify,
/// block). A middleware, not an endpoint filter: it refuses before a body is read.
/// </summary>
internal sealed class VerdictMiddleware(RequestDelegate next, VerdictCache verdicts, Throttle throttle, IOptions<DistillOptions> options)
{
    static readonly TimeSpan UnavailableFor = TimeSpan.FromSeconds(30);

    readonly Func<HttpContext, string?> accountOf = options.Value.AccountOf;
    readonly Refusal throttled = new(StatusCodes.Status429TooManyRequests, "account_throttled", "Too many requests of this account.");
    readonly Refusal unverified = new(StatusCodes.Status403Forbidden, "account_verification_required", "This account has to be verified first.", options.Value.Enforcement.VerifyAt);
    readonly Refusal blocked = new(StatusCodes.Status403Forbidden, "account_blocked", "This account is blocked.");
    readonly Refusal unavailable = new(StatusCodes.Status503ServiceUnavailable, "verdicts_unavailable", "Whether this account may go on can't be told at present.");

    public Task InvokeAsync(HttpContext context)
    {
        if (accountOf(context) is not { Length: > 0 } account)
            return next(context);
        var verdict = verdicts.Find(account);
        if (verdict.IsUnavailable)
            return unavailable.WriteAsync(context, UnavailableFor);
        if (verdict.IsListed)
            context.Features.Set(new RequestVerdict(verdict));
        return verdict.Action switch
        {
            VerdictAction.Allow or VerdictAction.Honeypot => next(context),
            VerdictAction.Throttle => throttle.Ask(account) is { } wait ? throttled.WriteAsync(context, wait) : next(context),
            VerdictAction.Verify => unverified.WriteAsync(context),
            _ => blocked.WriteAsync(context),
        };
    }
}
