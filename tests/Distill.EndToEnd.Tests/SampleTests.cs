using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Distill.Client.Calls;
using Distill.Client.Sample;
using Distill.Client.Verdicts;
using Distill.Simulation.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.EndToEnd.Tests;

/// <summary>A day's traffic goes in through the sample's API tier, the app finds the campaign in it, and the sample refuses the campaign.</summary>
public sealed class SampleTests
{
    private const int Callers = 8;

    [Fact]
    public async Task CampaignThatCallsTheSample_IsFound_AndRefusedThere_AndNobodyElseIs()
    {
        using var folder = new TemporaryFolder();
        await using var app = await RunningApp.StartAsync(folder.Path);
        await using var sample = Sample(app);
        await sample.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(sample.Urls.Single()) };
        var (verdicts, calls) = (sample.Services.GetRequiredService<VerdictCache>(), sample.Services.GetRequiredService<CallPublisher>());
        var day = new SmallDay(DateTimeOffset.UtcNow.AddDays(-2));

        await SendAsync(day, app, http);
        await app.UntilAsync(() => Task.FromResult(calls.Calls.Sent == day.Events.Count(e => e.Kind == WireEventKind.Call)));
        Assert.Equal((0, 0, 0), (calls.Calls.Dropped, calls.Calls.Failed, calls.Calls.Rejected));
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == day.Events.Count);
        Assert.Equal(0, verdicts.Status.Listed);
        await app.RunAsync("CorrelateAccounts");

        await app.UntilAsync(() => Task.FromResult(day.Hydra.All(account => verdicts.Find(account).IsListed)));
        foreach (var account in day.Accounts)
        {
            Assert.Equal(
                (account, day.Hydra.Contains(account) ? HttpStatusCode.Forbidden : HttpStatusCode.OK),
                (account, await AskAsync(http, account))
            );
        }
    }

    private static WebApplication Sample(RunningApp app) =>
        SampleApp.Build(
            [
                $"--DistillClient:Service:Address={app.Endpoints.Http}",
                $"--DistillClient:Calls:EventHubConnection={app.Endpoints.EventHubs}",
                "--Sample:TrustTime=true",
                "--Urls=http://127.0.0.1:0",
            ],
            builder => builder.Logging.ClearProviders()
        );

    /// <summary>
    /// Calls through the sample, several callers at once; what the account system knows goes to the hub by itself.
    /// </summary>
    private static async Task SendAsync(SmallDay day, RunningApp app, HttpClient http)
    {
        await using var hub = new EventHubProducerClient(app.Endpoints.EventHubs, "calls");
        await Parallel.ForEachAsync(
            day.Events,
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (one, cancellationToken) =>
            {
                if (one.Kind == WireEventKind.Call)
                {
                    Assert.Equal(HttpStatusCode.OK, await CallAsync(http, one.Json, cancellationToken));
                }
                else
                {
                    await hub.SendAsync([new EventData(one.Json)], new SendEventOptions { PartitionKey = one.Account }, cancellationToken);
                }
            }
        );
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient http, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var call = JsonDocument.Parse(json);
        string? Text(string name) => call.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        using var request = Request(Text("account")!, Text("model")!, Text("prompt")!);
        foreach (
            var (header, name) in new[]
            {
                ("x-sample-time", "time"),
                ("x-forwarded-for", "ip"),
                ("x-edge-asn", "asn"),
                ("x-edge-country", "country"),
                ("x-edge-tls", "tls"),
                ("x-edge-reseller", "reseller"),
                ("user-agent", "userAgent"),
            }
        )
        {
            if (Text(name) is { } value)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }
        }

        using var answer = await http.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string account)
    {
        using var request = Request(account, "m-1", "Good morning.");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(string account, string model, string prompt) =>
        new(HttpMethod.Post, "/v1/messages")
        {
            Content = JsonContent.Create(new { model, messages = new[] { new { role = "user", content = prompt } } }),
            Headers = { { "x-api-key", $"sk-{account}" } },
        };
}
