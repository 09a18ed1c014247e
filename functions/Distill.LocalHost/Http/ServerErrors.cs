using Distill.LocalHost.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Http;

/// <summary>
/// Answers without a body if a request throws an exception. As in the real host, the status is a bad request's own, or else 500.
/// </summary>
internal sealed class ServerErrors(RequestDelegate next, ILogger<ServerErrors> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            // The client's mistake, such as a body that is too large. It is not our error, so don't log it.
            http.Response.Clear();
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not BadHttpRequestException)
        {
            log.RequestFailed(e, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
