using System.Reflection;
using Distill.Functions.Tests.Api;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Console;

/// <summary>An instance of the app behind a real server, with all its HTTP functions and its middleware. Browsers can open it.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    // Those of a function that answers all.
    private static readonly string[] s_methods = ["get", "head", "post", "put", "patch", "delete", "options"];

    private readonly WebApplication _app;

    private ConsoleServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public Uri Address { get; }

    /// <summary>A program: it follows no redirect, and sends no header that browsers send.</summary>
    public HttpClient Client { get; }

    public static async Task<ConsoleServer> StartAsync(Instance instance)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        // The slim builder leaves out what routes may say by a regular expression.
        builder.Services.AddRouting();
        var app = builder.Build();
        foreach (var code in typeof(ShowConsole).Assembly.GetTypes().SelectMany(t => t.GetMethods()))
        {
            if (
                code.GetCustomAttribute<FunctionAttribute>() is { } function
                && code.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null) is { } trigger
            )
            {
                app.MapMethods($"/{trigger.Route}", trigger.Methods ?? s_methods, http => AnswerAsync(instance.Services, function.Name, code, http));
            }
        }

        await app.StartAsync(CancellationToken.None);
        return new ConsoleServer(app);
    }

    /// <summary>Sends a form of one of the console's pages, as a browser does.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string? site, params IEnumerable<(string Name, string Value)> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return Client.SendAsync(request);
    }

    private static async Task AnswerAsync(IServiceProvider services, string function, MethodInfo code, HttpContext http) =>
        await ApiCall.RunAsync(services, function, http, () => ApiCall.InvokeAsync(services, code, http.Request, http.Request.RouteValues));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
