using Distill.Functions.Api;
using Distill.Functions.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Distill.Functions.Middleware;

/// <summary>Checks the caller and the request before every function that answers requests. <see cref="CallerRoles"/> says who may call.</summary>
internal sealed class ApiGate(CallerRoles roles) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && Answer(context.FunctionDefinition.Name, http.Request) is { } refusal)
        {
            context.GetInvocationResult().Value = refusal;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private IResult? Answer(string function, HttpRequest request) =>
        Refuse(function, request) ?? CrossSite.Refuse(function, request) ?? RequestCheck.Refuse(function, request);

    /// <summary>Why the caller may not call; null if it may.</summary>
    internal IResult? Refuse(string function, HttpRequest request) =>
        !Access.TryFind(function, out var role)
            ? Problems.Forbidden
            : roles.Check(role, request) switch
            {
                RoleCheck.Has => null,
                RoleCheck.Lacks => Problems.Forbidden,
                _ => Problems.Unauthenticated,
            };
}
