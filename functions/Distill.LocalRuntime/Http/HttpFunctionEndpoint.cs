using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Http;

/// <summary>Answers requests by invoking one function.</summary>
internal sealed class HttpFunctionEndpoint(DiscoveredFunction function, FunctionInvoker invoker)
{
    public async Task AnswerAsync(HttpContext http)
    {
        var call = new Call(function, http.Request, $"HTTP {http.Request.Method}")
        {
            BindingData = BindingData(http),
            Items = new Dictionary<object, object> { [FunctionContextExtensions.HttpContextKey] = http },
        };
        try
        {
            var context = await invoker.InvokeAsync(call, http.RequestServices, http.RequestAborted);
            switch (context.Result)
            {
                case IResult result:
                    await result.ExecuteAsync(http);
                    break;
                case IActionResult result:
                    await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                    break;
                default:
                    // The function wrote its response itself.
                    break;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
    }

    /// <summary>Query, then route on top of it, as the real host merges them.</summary>
    private static Dictionary<string, object?> BindingData(HttpContext http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query)
            data[name] = value.ToString();
        foreach (var (name, value) in http.Request.RouteValues)
            data[name] = value?.ToString();
        return data;
    }
}
