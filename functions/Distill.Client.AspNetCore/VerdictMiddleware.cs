using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>
/// Asks the cache about the account of each request and does what the verdict asks: pass (allow, honeypot), pass now and then (throttle), refuse
/// (verify, block). A middleware, not an endpoint filter: it refuses before a body is read.
/// </summary>
internal sealed class VerdictMiddleware(RequestDelegate next, VerdictCache verdicts, Throttle throttle, IOptions<DistillOptions> options)
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
            VerdictAction.Throttle => throttle.Ask(account) is { } wait ? _throttled.WriteAsync(context, wait) : next(context),
            VerdictAction.Verify => _unverified.WriteAsync(context),
            _ => _blocked.WriteAsync(context),
        };
    }
}
