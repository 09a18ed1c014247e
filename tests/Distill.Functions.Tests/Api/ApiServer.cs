using Distill.Functions.Auth;
using Distill.Functions.Middleware;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Api;

/// <summary>The app's middleware behind the worker's server. The test's own code is the function.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, LogLines log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Everything that the app and the server log.</summary>
    public LogLines Log { get; }

    public HttpClient Client { get; }

    public static async Task<ApiServer> StartAsync(Func<HttpContext, Task<IResult?>> function, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 1000;
        });
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder
            .Services.AddSingleton(new AuthOptions())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<CallerRoles>()
            .AddSingleton<AnswerSender>()
            .AddSingleton<ApiGate>();
        var app = builder.Build();
        app.Run(http => AnswerAsync(app.Services, http, function, cancellationToken));
        await app.StartAsync(CancellationToken.None);
        return new ApiServer(app, log);
    }

    private static async Task AnswerAsync(
        IServiceProvider services,
        HttpContext http,
        Func<HttpContext, Task<IResult?>> function,
        CancellationToken cancellationToken
    ) => await ApiCall.RunAsync(services, nameof(Functions.Triggers.PostEvents), http, () => function(http), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
