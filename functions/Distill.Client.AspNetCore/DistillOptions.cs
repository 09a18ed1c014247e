using System.Security.Claims;
using Distill.Client.Calls;
using Distill.Client.Service;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>How an API tier gets verdicts from Distill and reports calls to it.</summary>
public sealed class DistillOptions
{
    public ServiceOptions Service { get; set; } = new();

    public VerdictCacheOptions Verdicts { get; set; } = new();

    public CallPublisherOptions Calls { get; set; } = new();

    public EnforcementOptions Enforcement { get; set; } = new();

    /// <summary>
    /// Returns the account of a request, as verdicts name it. If it returns null, the request passes, because identifying the caller is
    /// authentication's task. Default: the name identifier of the authenticated user.
    /// </summary>
    public Func<HttpContext, string?> AccountOf { get; set; } = context => context.User.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>
    /// How long the host's start waits for the first verdicts. Default 5 seconds, so that a new instance does not admit accounts that the others
    /// refuse. Range 0 to 1 minute. After this time, the host starts without them.
    /// </summary>
    public TimeSpan StartupPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns a message for each setting that is out of range. It is empty when all are valid.</summary>
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
