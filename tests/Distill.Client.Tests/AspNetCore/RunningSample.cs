using System.Net;
using System.Net.Http.Json;
using Distill.Client.Sample;
using Distill.Client.Tests.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.AspNetCore;

/// <summary>The sample app, started against a fake service, and calls to it.</summary>
internal static class RunningSample
{
    public const string Prompt = "the quick canary sings of distillation at dawn, think step by step";

    public static async Task<WebApplication> StartAsync(FakeService service, Lines log, TimeProvider? clock = null, params string[] args)
    {
        var app = SampleApp.Build(
            [
                $"--DistillClient:Service:Address={service.Address}",
                "--DistillClient:Calls:EventHubConnection=",
                "--Urls=http://127.0.0.1:0",
                "--Logging:LogLevel:Default=Debug",
                "--Logging:LogLevel:Microsoft.AspNetCore=Debug",
                .. args,
            ],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log);
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            }
        );
        await app.StartAsync();
        return app;
    }

    /// <summary>
    /// Closes an app on a clock of the test's. The app waits on that clock for what a service that is away does not take. So time passes until it is
    /// closed, also when the test failed.
    /// </summary>
    public static IAsyncDisposable ClosingOnItsClock(this WebApplication app, FakeTimeProvider clock) => new Closing(app, clock);

    public static HttpClient ClientOf(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    public static async Task<HttpStatusCode> SayAsync(HttpClient http, string? account)
    {
        using var answer = await SendAsync(http, account);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, string? account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = JsonContent.Create(
                new
                {
                    model = "m-1",
                    max_tokens = 100,
                    messages = new[] { new { role = "user", content = Prompt } },
                }
            ),
        };
        request.Headers.Add("user-agent", "test/1");
        request.Headers.Add("x-forwarded-for", "203.0.113.7");
        request.Headers.Add("x-edge-asn", "64500");
        if (account is not null)
        {
            request.Headers.Add("x-api-key", $"sk-{account}");
        }

        return await http.SendAsync(request);
    }

    private sealed class Closing(WebApplication app, FakeTimeProvider clock) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            var closing = app.DisposeAsync().AsTask();
            await Caches.UntilAsync(() => closing.IsCompleted, () => clock.Advance(TimeSpan.FromSeconds(1)));
            await closing;
        }
    }
}
