using Distill.LocalRuntime.Admin;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.Invocation;
using Distill.LocalRuntime.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Http;

/// <summary>Kestrel with the routes of the HTTP functions and of the admin API.</summary>
internal static class WebFront
{
    public static void Map(WebApplication web, IReadOnlyList<DiscoveredFunction> functions, FunctionInvoker invoker, AdminApi admin)
    {
        web.UseMiddleware<ServerErrors>();
        web.UseRouting();
        // Routing answers a wrong method with an endpoint of its own, 405; the real host knows no such route, 404.
        web.Use((http, next) =>
        {
            if (http.GetEndpoint() is not null and not RouteEndpoint)
                http.SetEndpoint(null);
            return next(http);
        });
        admin.Map(web);
        foreach (var function in functions.Where(function => function.Trigger is HttpTrigger))
        {
            var trigger = (HttpTrigger)function.Trigger;
            var mapped = web.Map(trigger.Route, new HttpFunctionEndpoint(function, invoker).AnswerAsync).WithDisplayName(function.Name);
            if (trigger.Methods.Count > 0)
                mapped.WithMetadata(new HttpMethodMetadata(trigger.Methods));
        }
    }

    /// <exception cref="StartupException">An address is taken.</exception>
    public static async Task ListenAsync(WebApplication web, string urls, ILogger log, CancellationToken cancellationToken)
    {
        web.Urls.Clear();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            web.Urls.Add(url);
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException($"{e.Message} Choose another with --urls, or a free one with --urls http://127.0.0.1:0.", e);
        }
        foreach (var url in web.Urls.Where(url => !new Uri(url).IsLoopback))
            log.OpenToOthers(url);
    }
}
