using System.Net;
using Distill.Client.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Tests.AspNetCore;

/// <summary>Apps that do what the verdicts of a fake service say, and requests to them.</summary>
internal static class EnforcingApp
{
    private static readonly HttpClient s_http = new();

    /// <summary>A service with verdicts for accounts that are named for what becomes of them.</summary>
    public static async Task<FakeService> ServiceAsync()
    {
        var service = await FakeService.StartAsync();
        service.Write(
            new("verified", "suspect", 70, "verify"),
            new("blocked", "confirmed", 95, "block", "hydra-1"),
            new("throttled", "suspect", 60, "throttle"),
            new("throttled-too", "suspect", 60, "throttle"),
            new("honeypotted", "suspect", 60, "honeypot", "hydra-1"),
            new("watched", "watch", 20, "allow", "hydra-1"),
            new("simulated", "confirmed", 95, "block", "hydra-1", Simulated: true)
        );
        return service;
    }

    public static async Task<WebApplication> StartAsync(FakeService service, Action<DistillOptions>? configure = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDistill(options =>
        {
            options.Service.Address = service.Address;
            options.AccountOf = context => context.Request.Headers["x-account"];
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.UseDistill();
        app.MapGet("/", (HttpContext context) => context.GetVerdict() is var v ? $"{v.Action} {v.Level} {v.Cluster}" : "");
        await app.StartAsync();
        return app;
    }

    public static async Task<HttpResponseMessage> AskAsync(this WebApplication app, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single());
        request.Headers.Add("x-account", account);
        return await s_http.SendAsync(request);
    }

    public static async Task<HttpStatusCode> StatusAsync(this WebApplication app, string account)
    {
        using var answer = await app.AskAsync(account);
        return answer.StatusCode;
    }
}
