using Distill.Functions.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Otlp;

/// <summary>An instance's functions for OpenTelemetry, behind the app's middleware and a real server.</summary>
internal sealed class OtlpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<OtlpServer> StartAsync(Instance instance)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(http => AnswerAsync(instance, http));
        await app.StartAsync(CancellationToken.None);
        return new OtlpServer(app);
    }

    private static async Task AnswerAsync(Instance instance, HttpContext http)
    {
        var route = ApiCall.Routes.Single(r => $"/{r.Route}" == http.Request.Path);
        await ApiCall.RunAsync(instance.Services, route.Function, http, () => ApiCall.InvokeAsync(instance.Services, route.Code, http.Request, []));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
