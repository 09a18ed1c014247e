using System.Security.Claims;
using Distill.Client.Calls;
using Distill.Client.Service;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>How an API tier asks Distill and tells it of calls.</summary>
public sealed class DistillOptions
{
    public ServiceOptions Service { get; set; } = new();

    public VerdictCacheOptions Verdicts { get; set; } = new();

    public CallPublisherOptions Calls { get; set; } = new();

    public EnforcementOptions Enforcement { get; set; } = new();

    /// <summary>
    /// The account of a request, as verdicts name it; null lets the request pass: to know who calls is authentication's task. Default the name
    /// identifier of the authenticated user.
    /// </summary>
    public Func<HttpContext, string?> AccountOf { get; set; } = context => context.User.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>
    /// How long the start of the host waits for the first verdicts. Default 5 seconds, so that a new instance does not wave through whom the others
    /// refuse; 0 to 1 minute. It goes on without them in any case.
    /// </summary>
    public TimeSpan StartupPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Every setting out of its range, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        foreach (
            var (section, errors) in new[]
            {
                ("Service", Service.Errors()),
                ("Verdicts", Verdicts.Errors()),
                ("Calls", Calls.Errors()),
                ("Enforcement", Enforcement.Errors()),
            }
        )
        {
            foreach (var error in errors)
            {
                yield return $"{section}: {error}";
            }
        }

        if (StartupPatience < TimeSpan.Zero || StartupPatience > TimeSpan.FromMinutes(1))
        {
            yield return $"StartupPatience is {StartupPatience}; it must lie in 0 to 1 minute.";
        }
    }
}
