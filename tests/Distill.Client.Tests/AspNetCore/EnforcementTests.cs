using System.Net;
using System.Text.Json;
using Azure.Core;
using Distill.Client.Tests.Verdicts;
using Distill.Client.Verdicts;
using Microsoft.Extensions.DependencyInjection;
using static Distill.Client.Tests.AspNetCore.EnforcingApp;

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

    /// <summary>The service learns that refused accounts are alive.</summary>
    [Fact]
    public async Task Refusals_AreReported_AndNothingElse()
    {
        await using var service = await ServiceAsync();
        var app = await StartAsync(service, options => options.Enforcement.ThrottledPerMinute = 0);
        foreach (var account in new[] { "blocked", "blocked", "verified", "innocent", "honeypotted", "throttled", "blocked" })
        {
            await app.StatusAsync(account);
        }

        await app.DisposeAsync();

        var told = service
            .Events.SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray())
            .Select(e => $"{e.GetProperty("type")} {e.GetProperty("account")} {e.GetProperty("action")}")
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["refusal blocked block", "refusal throttled throttle", "refusal verified verify"], told);
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
            await app.StatusAsync("throttled"),
            await app.StatusAsync("throttled"),
            await app.StatusAsync("throttled"),
            await app.StatusAsync("throttled-too"),
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
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("innocent"));
    }
}
