using System.Net;
using System.Text.Json;
using Azure.Core;
using Distill.Client.AspNetCore;
using Distill.Client.Calls;
using Distill.Client.Tests.Verdicts;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.AspNetCore;

public sealed class EnforcementTests
{
    [Theory]
    [InlineData("verified", 403, "account_verification_required", "https://verify.example/")]
    [InlineData("blocked", 403, "account_blocked", null)]
    public async Task AccountToBeRefused_GetsAProblem_WithoutReasons(string account, int status, string code, string? verify)
    {
        await using var service = await ServiceAsync();
        await using var app = await StartAsync(service, options => options.Enforcement.VerifyAt = new Uri("https://verify.example/"));

        using var answer = await app.AskAsync(account);

        Assert.Equal(
            ((HttpStatusCode)status, "application/problem+json", true),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.NoStore)
        );
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            verify is null ? ["title", "status", "code"] : ["title", "status", "code", "verify"],
            problem.RootElement.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal((status, code), (problem.RootElement.GetProperty("status").GetInt32(), problem.RootElement.GetProperty("code").GetString()));
        if (verify is not null)
        {
            Assert.Equal(verify, problem.RootElement.GetProperty("verify").GetString());
        }
    }

    [Theory]
    [InlineData("innocent", "Allow NotAssessed ")]
    [InlineData("honeypotted", "Honeypot Suspect hydra-1")]
    [InlineData("simulated", "Allow Confirmed hydra-1")]
    [InlineData("watched", "Allow Watch hydra-1")]
    [InlineData("", "Allow NotAssessed ")]
    public async Task AccountThatMayPass_ReachesTheHandler_WithItsVerdict(string account, string seen)
    {
        await using var service = await ServiceAsync();
        await using var app = await StartAsync(service);

        using var answer = await app.AskAsync(account);

        Assert.Equal((HttpStatusCode.OK, seen), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task ThrottledAccount_PassesNowAndThen_AndIsToldWhenToComeBack()
    {
        await using var service = await ServiceAsync();
        await using var app = await StartAsync(service, options => options.Enforcement.ThrottledPerMinute = 2);

        HttpStatusCode[] answers =
        [
            await StatusAsync(app, "throttled"),
            await StatusAsync(app, "throttled"),
            await StatusAsync(app, "throttled"),
            await StatusAsync(app, "throttled-too"),
        ];
        using var refused = await app.AskAsync("throttled");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], answers);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains("\"account_throttled\"", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ThrottleOfNone_RefusesAll()
    {
        await using var service = await ServiceAsync();
        await using var app = await StartAsync(service, options => options.Enforcement.ThrottledPerMinute = 0);

        using var refused = await app.AskAsync("throttled");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task FailClosed_WithoutTheService_IsOurFault_NotTheAccounts()
    {
        await using var service = await ServiceAsync();
        await service.StopAsync();
        await using var app = await StartAsync(
            service,
            options =>
            {
                options.Verdicts.WhenStale = StalePolicy.FailClosed;
                options.StartupPatience = TimeSpan.Zero;
            }
        );

        using var refused = await app.AskAsync("innocent");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Contains("\"verdicts_unavailable\"", await refused.Content.ReadAsStringAsync());

        await service.RestartAsync();
        await Caches.UntilAsync(() => !app.Services.GetRequiredService<VerdictCache>().Find("innocent").IsUnavailable);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "innocent"));
    }

    [Fact]
    public async Task StartWithoutTheService_WaitsNoLongerThanItsPatience_AndGoesOn()
    {
        await using var service = await ServiceAsync();
        await service.StopAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);

        var starting = StartAsync(service, options => options.StartupPatience = TimeSpan.FromSeconds(30), clock);

        Assert.False(starting.IsCompleted);
        await Caches.UntilAsync(() => starting.IsCompleted, () => clock.Advance(TimeSpan.FromSeconds(1)));
        await using var app = await starting;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "blocked"));
    }

    [Fact]
    public async Task WrongOptions_KeepTheHostFromStarting_AllNamed()
    {
        await using var service = await ServiceAsync();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            StartAsync(
                service,
                options =>
                {
                    options.Service.Address = null;
                    options.Verdicts.PageSize = 0;
                    options.Calls.Buffer = 0;
                    options.Enforcement.ThrottledPerMinute = -1;
                    options.StartupPatience = TimeSpan.FromHours(1);
                }
            )
        );

        Assert.Equal(["Service", "Verdicts", "Calls", "Enforcement", "StartupPatience is 01"], failure.Failures.Select(f => f.Split(':')[0]));
    }

    [Fact]
    public async Task Configuration_IsBound()
    {
        var builder = WebApplication.CreateSlimBuilder([
            "--DistillClient:Service:Address=http://service.example/",
            "--DistillClient:Verdicts:WhenStale=FailClosed",
            "--DistillClient:Calls:Linger=00:00:02",
            "--DistillClient:Enforcement:ThrottledPerMinute=9",
        ]);
        builder.Services.AddDistill(builder.Configuration.GetSection("DistillClient"), options => options.Service.FunctionKey = "k");
        await using var app = builder.Build();

        var options = app.Services.GetRequiredService<IOptions<DistillOptions>>().Value;

        Assert.Equal(
            ("http://service.example/", "k", StalePolicy.FailClosed, TimeSpan.FromSeconds(2), 9),
            (
                options.Service.Address?.AbsoluteUri,
                options.Service.FunctionKey,
                options.Verdicts.WhenStale,
                options.Calls.Linger,
                options.Enforcement.ThrottledPerMinute
            )
        );
        Assert.Equal(0, app.Services.GetRequiredService<CallPublisher>().Calls.Published);
    }

    [Fact]
    public async Task Configuration_OfTheHub_IsBound_AndCodeAddsTheIdentity()
    {
        var builder = WebApplication.CreateSlimBuilder([
            "--DistillClient:Service:Address=http://service.example/",
            "--DistillClient:Calls:EventHubNamespace=n.servicebus.windows.net",
            "--DistillClient:Calls:EventHub=traffic",
            "--DistillClient:Calls:EventHubConnection=",
            "--DistillClient:Calls:UseWebSockets=true",
            "--DistillClient:Calls:Proxy=http://proxy.example:3128",
        ]);
        var credential = DelegatedTokenCredential.Create((_, _) => throw new NotSupportedException());
        builder.Services.AddDistill(builder.Configuration.GetSection("DistillClient"), options => options.Calls.EventHubCredential = credential);
        await using var app = builder.Build();

        var calls = app.Services.GetRequiredService<IOptions<DistillOptions>>().Value.Calls;

        Assert.Equal(
            ("n.servicebus.windows.net", "traffic", true, new Uri("http://proxy.example:3128"), credential),
            (calls.EventHubNamespace, calls.EventHub, calls.UseWebSockets, calls.Proxy, calls.EventHubCredential)
        );
        Assert.Equal(0, app.Services.GetRequiredService<CallPublisher>().Calls.Published);
    }

    private static async Task<FakeService> ServiceAsync()
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

    private static async Task<WebApplication> StartAsync(FakeService service, Action<DistillOptions>? configure = null, TimeProvider? clock = null)
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

    private static async Task<HttpStatusCode> StatusAsync(WebApplication app, string account)
    {
        using var answer = await app.AskAsync(account);
        return answer.StatusCode;
    }
}

internal static class Asking
{
    private static readonly HttpClient s_http = new();

    public static async Task<HttpResponseMessage> AskAsync(this WebApplication app, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single());
        request.Headers.Add("x-account", account);
        return await s_http.SendAsync(request);
    }
}
