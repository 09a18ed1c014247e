using System.Security.Cryptography;
using System.Text;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Distill.Functions.Middleware;

/// <summary>
/// Checks the caller before every function that answers requests. With Entra ID on, the caller needs the function's role. With it off, the caller
/// needs that role's key. With neither set, everybody may call on one's own machine, as with Core Tools, and nobody in Azure.
/// </summary>
internal sealed class ApiGate(AuthOptions options, IConfiguration configuration) : IFunctionsWorkerMiddleware
{
    private const string KeyHeader = "x-functions-key";

    // Azure sets it to the app's name.
    private const string AzureSite = "WEBSITE_SITE_NAME";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && Answer(context.FunctionDefinition.Name, http.Request) is { } refusal)
        {
            context.GetInvocationResult().Value = refusal;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private IResult? Answer(string function, HttpRequest request) => Refuse(function, request) ?? RequestCheck.Refuse(function, request);

    /// <summary>Why the caller may not call; null if it may.</summary>
    internal IResult? Refuse(string function, HttpRequest request) =>
        !Access.TryFind(function, out var role) ? Problems.Forbidden
        : options.Entra ? RefuseByRole(role, request)
        : options.HasKeys ? RefuseByKey(role, request)
        : configuration[AzureSite] is { Length: > 0 } ? Problems.Unauthenticated
        : null;

    private static IResult? RefuseByRole(Role role, HttpRequest request) =>
        !ClientPrincipal.TryRead(request, out var principal) ? Problems.Unauthenticated
        : !principal.Has(role) ? Problems.Forbidden
        : null;

    private IResult? RefuseByKey(Role role, HttpRequest request)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString());
        var held = Enum.GetValues<Role>()
            .Where(r => Key(r) is { Length: > 0 } key && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(key)))
            .ToArray();
        return held.Length == 0 ? Problems.Unauthenticated
            : role != Role.Any && !held.Contains(role) ? Problems.Forbidden
            : null;
    }

    private string Key(Role role) =>
        role switch
        {
            Role.ReadVerdicts => options.VerdictsKey,
            Role.ReadEvidence => options.EvidenceKey,
            Role.Decide => options.DecideKey,
            Role.SendEvents => options.EventsKey,
            Role.MarkText => options.MarkKey,
            _ => "",
        };
}
