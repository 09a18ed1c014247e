using System.Net.Sockets;
using System.Text;
using Distill.LocalHost.Admin;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Http;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>The Kestrel server with the routes of the HTTP functions and of the admin API.</summary>
internal static class WebFront
{
    // No other bytes can be passed on to the worker. The server answers 400 to them.
    private static readonly Encoding s_headers = Encoding.GetEncoding(
        "us-ascii",
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    );

    /// <summary>Returns the server, without routes yet.</summary>
    /// <param name="plan">The host's plan.</param>
    /// <param name="logging">Adds further log outputs, for tests. Null for none.</param>
    public static WebApplication Build(HostPlan plan, Action<ILoggingBuilder>? logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.RequestHeaderEncodingSelector = static _ => s_headers;
                kestrel.Limits.MaxRequestBodySize = WorkerForwarder.MaxRequestBytes;
            });
        builder.Services.AddRouting();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = plan.Settings.GracePeriod + TimeSpan.FromSeconds(5));
        ConsoleLog.Add(builder.Logging, plan.Sources.Configuration, plan.HostJson, plan.Settings.LogFormat);
        logging?.Invoke(builder.Logging);
        return builder.Build();
    }

    public static void Map(WebApplication web, IReadOnlyList<Function> functions, Func<Function, HttpFunctionEndpoint> endpoint, AdminApi admin)
    {
        web.UseMiddleware<ServerErrors>();
        web.UseMiddleware<CrossSiteGuard>();
        web.UseRouting();
        // For a wrong method, routing chooses an endpoint that answers 405. The real host answers 404, so remove that endpoint.
        web.Use(
            (http, next) =>
            {
                if (http.GetEndpoint() is not null and not RouteEndpoint)
                {
                    http.SetEndpoint(null);
                }
                return next(http);
            }
        );
        admin.Map(web);
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTrigger trigger)
            {
                continue;
            }
            var mapped = web.Map(trigger.Route, endpoint(function).AnswerAsync).WithDisplayName(function.Name);
            if (trigger.Methods.Count > 0)
            {
                mapped.WithMetadata(new HttpMethodMetadata(trigger.Methods));
            }
        }
    }

    /// <exception cref="StartupException">An address is not available.</exception>
    public static async Task ListenAsync(WebApplication web, string urls, CancellationToken cancellationToken)
    {
        web.Urls.Clear();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            web.Urls.Add(url);
        }
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: AddressInUseException })
        {
            throw new StartupException(
                $"the host can't listen on {urls}: {e.Message} Choose another with --urls, or a free one with --urls http://127.0.0.1:0.",
                e
            );
        }
    }
}
