using System.Net;
using System.Text.Json;
using Distill.Client.Calls;
using Distill.Client.Tests.Verdicts;
using Distill.Client.Verdicts;
using Distill.Contracts.Prompts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Distill.Client.Tests.AspNetCore.RunningSample;

namespace Distill.Client.Tests.AspNetCore;

public sealed class SampleTests
{
    [Fact]
    public async Task Call_ReachesTheService_AsFeatures_AndNoLogHasThePrompt()
    {
        await using var service = await FakeService.StartAsync();
        var log = new Lines();
        await using (var app = await StartAsync(service, log))
        {
            using var http = ClientOf(app);
            Assert.Equal(HttpStatusCode.OK, await SayAsync(http, "acct_1"));
            Assert.Equal(HttpStatusCode.Unauthorized, await SayAsync(http, null));
            using var bad = await http.PostAsync(
                new Uri("/v1/messages", UriKind.Relative),
                new StringContent($"{{\"model\":\"m\",\"messages\":null,\"system\":\"{Prompt}\"}}", null, "application/json")
            );
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }

        using var events = JsonDocument.Parse(Assert.Single(service.Events));
        var call = Assert.Single(events.RootElement.EnumerateArray());
        Assert.Equal(
            ("acct_1", "m-1", "203.0.113.7", "test/1", 64500),
            (
                call.GetProperty("account").GetString(),
                call.GetProperty("model").GetString(),
                call.GetProperty("ip").GetString(),
                call.GetProperty("userAgent").GetString(),
                call.GetProperty("asn").GetInt32()
            )
        );
        Assert.Equal(PromptFeatures.Version, call.GetProperty("promptFeatures").GetProperty("v").GetInt32());
        Assert.NotEmpty(log.All);
        Assert.DoesNotContain(service.Events.Concat(log.All), text => text.Contains("canary", StringComparison.Ordinal));
    }

    // Simulated time; the requests are real ones, some at every simulated second.
    [Fact]
    public async Task ServiceDownForAnHour_UnderLoad_ChangesNoAnswer()
    {
        var now = DateTimeOffset.UtcNow;
        var clock = new FakeTimeProvider(now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour)));
        await using var service = await FakeService.StartAsync();
        service.Write([.. Enumerable.Range(0, 5).Select(i => new FedVerdict($"bad_{i}", "confirmed", 95, "block"))]);
        var app = await StartAsync(service, new Lines(), clock, "--DistillClient:Calls:Buffer=200");
        await using var closing = app.ClosingOnItsClock(clock);
        using var http = ClientOf(app);
        var before = await RunAsync(http, clock, seconds: 60);

        await service.StopAsync();
        var during = await RunAsync(http, clock, seconds: 3600);
        var (verdicts, calls) = (app.Services.GetRequiredService<VerdictCache>(), app.Services.GetRequiredService<CallPublisher>());

        Assert.Equal([(HttpStatusCode.OK, 180), (HttpStatusCode.Forbidden, 60)], Ordered(before));
        Assert.Equal([(HttpStatusCode.OK, 10_800), (HttpStatusCode.Forbidden, 3_600)], Ordered(during));
        Assert.True(verdicts.Status.IsStale);
        Assert.InRange(verdicts.Staleness, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(63));

        // All calls, and one report of a refusal for each of the five accounts in each of the two hours.
        Assert.Equal(10_980 + 10, calls.Calls.Published);
        Assert.True(calls.Calls.Dropped + calls.Calls.Failed > 1_000, $"{calls.Calls}");

        await service.RestartAsync();
        service.Write(new FedVerdict("good_0", "confirmed", 95, "block"));
        await Caches.UntilAsync(
            () => verdicts.Find("good_0").IsListed && calls.Calls.Fault is null,
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                // In simulated time a slow answer may count as none: there is always a next call to try.
                calls.Publish(
                    new ModelCall
                    {
                        Id = "later",
                        Account = "good_1",
                        Model = "m-1",
                    },
                    Prompt
                );
            }
        );
        Assert.Equal(HttpStatusCode.Forbidden, await SayAsync(http, "good_0"));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(http, "good_1"));
    }

    private static async Task<Dictionary<HttpStatusCode, int>> RunAsync(HttpClient http, FakeTimeProvider clock, int seconds)
    {
        var answers = new Dictionary<HttpStatusCode, int>();
        for (var second = 0; second < seconds; second++)
        {
            foreach (var status in await Task.WhenAll(Enumerable.Range(0, 4).Select(i => SayAsync(http, i == 3 ? $"bad_{second % 5}" : $"good_{i}"))))
            {
                answers[status] = answers.GetValueOrDefault(status) + 1;
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return answers;
    }

    private static IEnumerable<(HttpStatusCode, int)> Ordered(Dictionary<HttpStatusCode, int> answers) =>
        answers.OrderBy(a => a.Key).Select(a => (a.Key, a.Value));
}
