using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Http;

/// <summary>Answers 500 without a body when anything below throws, as the real host does.</summary>
internal sealed class ServerErrors(RequestDelegate next, ILogger<ServerErrors> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not BadHttpRequestException)
        {
            log.RequestFailed(e, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
