using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Distill.Client.Calls;
using Distill.Client.Sample;
using Distill.Client.Tests.Verdicts;
using Distill.Client.Verdicts;
using Distill.Contracts.Prompts;
using Distill.Honeypots.Marking;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.AspNetCore;

public sealed class SampleTests
{
    private const string Prompt = "the quick canary sings of distillation at dawn, think step by step";

    [Fact]
    public async Task Call_ReachesTheService_AsFeatures_AndNoLogHasThePrompt()
    {
        await using var service = await FakeService.StartAsync();
        var log = new Lines();
        await using (var app = await StartAsync(service, log))
        {
            using var http = Client(app);
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

    [Fact]
    public async Task AnswersToAHoneypotAccount_AreMarked_WithAReceipt_AndNobodyElses()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["master.key"], new string('7', 64));
        await using var service = await FakeService.StartAsync();
        service.Write(
            new FedVerdict("bait", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8"),
            new FedVerdict("tried", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8", Simulated: true)
        );
        await using var app = await StartAsync(
            service,
            new Lines(),
            new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)),
            $"--Sample:Honeypot:MasterKeyFile={folder["master.key"]}",
            $"--Sample:Honeypot:Receipts={folder["receipts.jsonl"]}",
            "--Sample:Honeypot:Rate=1"
        );
        using var http = Client(app);

        var plain = await AnswerAsync(http, "good");
        var marked = await AnswerAsync(http, "bait");

        Assert.NotEqual(plain.Text, marked.Text);
        Assert.Equal(plain.Text, (await AnswerAsync(http, "tried")).Text);
        await app.StopAsync();
        var receipt = ReceiptJson.Read(Encoding.UTF8.GetBytes(Assert.Single(await File.ReadAllLinesAsync(folder["receipts.jsonl"]))))!;
        Assert.Equal(
            (marked.Id, "bait", "hydra-bb173e3d4fe8", "2026-11-23"),
            (receipt.RequestId, receipt.Account.Value, receipt.Code.Value, receipt.Epoch.Value)
        );
        Assert.Equal((Hash(plain.Text), Hash(marked.Text)), (receipt.Before, receipt.After));
        Assert.NotEmpty(receipt.Sites);

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutAKey_OrAPlaceForReceipts_AnswersLeaveAsTheyCame(bool hasKey)
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["master.key"], new string('7', 64));
        await using var service = await FakeService.StartAsync();
        service.Write(new FedVerdict("bait", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8"));
        string[] settings = hasKey
            ? [$"--Sample:Honeypot:MasterKeyFile={folder["master.key"]}", $"--Sample:Honeypot:Receipts={folder["missing/receipts.jsonl"]}"]
            : [];
        await using var app = await StartAsync(service, new Lines(), null, [.. settings, "--Sample:Honeypot:Rate=1"]);
        using var http = Client(app);

        Assert.Equal((await AnswerAsync(http, "good")).Text, (await AnswerAsync(http, "bait")).Text);
    }

    [Fact]
    public async Task WrongHoneypotSettings_AreAllNamedAtStart()
    {
        await using var service = await FakeService.StartAsync();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            StartAsync(
                service,
                new Lines(),
                null,
                "--Sample:Honeypot:MasterKeyFile=nowhere.key",
                "--Sample:Honeypot:Rate=2",
                "--Sample:Honeypot:EpochDays=0"
            )
        );

        Assert.Equal(["MasterKeyFile", "Receipts", "EpochDays", "Rate"], failure.Failures.Select(f => f.Split(' ')[0]));
    }

    // Simulated time; the requests are real ones, some at every simulated second.
    [Fact]
    public async Task ServiceDownForAnHour_UnderLoad_ChangesNoAnswer()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await FakeService.StartAsync();
        service.Write([.. Enumerable.Range(0, 5).Select(i => new FedVerdict($"bad_{i}", "confirmed", 95, "block"))]);
        await using var app = await StartAsync(service, new Lines(), clock, "--DistillClient:Calls:Buffer=200");
        using var http = Client(app);
        var before = await RunAsync(http, clock, seconds: 60);

        await service.StopAsync();
        var during = await RunAsync(http, clock, seconds: 3600);
        var (verdicts, calls) = (app.Services.GetRequiredService<VerdictCache>(), app.Services.GetRequiredService<CallPublisher>());

        Assert.Equal([(HttpStatusCode.OK, 180), (HttpStatusCode.Forbidden, 60)], Ordered(before));
        Assert.Equal([(HttpStatusCode.OK, 10_800), (HttpStatusCode.Forbidden, 3_600)], Ordered(during));
        Assert.True(verdicts.Status.IsStale);
        Assert.InRange(verdicts.Staleness, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(63));
        Assert.Equal(10_980, calls.Calls.Published);
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

    private static async Task<WebApplication> StartAsync(FakeService service, Lines log, TimeProvider? clock = null, params string[] args)
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

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<HttpStatusCode> SayAsync(HttpClient http, string? account)
    {
        using var answer = await SendAsync(http, account);
        return answer.StatusCode;
    }

    private static async Task<(string Id, string Text)> AnswerAsync(HttpClient http, string account)
    {
        using var answer = await SendAsync(http, account);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("id").GetString()!, body.GetProperty("content").GetString()!);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string? account)
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

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("distill").FullName;

        public string this[string name] => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }

    /// <summary>All that is logged, at every level.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
