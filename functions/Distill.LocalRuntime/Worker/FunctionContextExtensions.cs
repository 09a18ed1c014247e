using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    // The real worker's key, so that middleware which reads it finds it here too.
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request that triggered the execution; null when no request did.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var item) ? item as HttpContext : null;
}
