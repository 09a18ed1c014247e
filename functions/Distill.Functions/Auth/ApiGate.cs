using Azure;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Distill.Functions.Auth;

/// <summary>
/// Stands before every function that answers requests. With Entra ID on the caller needs the function's role; off, the host asked for the function's key
/// already, and whose keys one holds is what one may do. What fails below is told as a problem.
/// </summary>
internal sealed class ApiGate(AuthOptions options, ILogger<ApiGate> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        if (Refuse(context.FunctionDefinition.Name, http.Request) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        try
        {
            await next(context);
        }
        catch (RequestFailedException e) when (StorageFault.IsConflict(e) && !http.Response.HasStarted)
        {
            await Problems.Busy.ExecuteAsync(http);
        }
        catch (Exception e) when (StorageFault.IsTheirs(e) && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            log.StorageUnreachable(e, context.FunctionDefinition.Name);
            http.Response.Headers.RetryAfter = "5";
            await Problems.StorageUnavailable.ExecuteAsync(http);
        }
    }

    /// <summary>Why the caller is not let in; null when it is.</summary>
    internal IResult? Refuse(string function, HttpRequest request) =>
        !Access.TryFind(function, out var role) ? Problems.Forbidden
        : !options.Entra ? null
        : !ClientPrincipal.TryRead(request, out var principal) ? Problems.Unauthenticated
        : !principal.Has(role) ? Problems.Forbidden
        : null;
}
