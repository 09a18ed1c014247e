using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.EndToEnd.Tests;

/// <summary>A table service that answers every request as a test says.</summary>
internal sealed class ScriptedStorage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedStorage(WebApplication app) => _app = app;

    /// <summary>Answers a request.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=scripted;AccountKey=AAAA;TableEndpoint={_app.Urls.Single()}/scripted;";

    public static async Task<ScriptedStorage> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var storage = new ScriptedStorage(app);
        app.Run(http => storage.Answer(http));
        await app.StartAsync();
        return storage;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
