using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Distill.Cli.Demo;
using Distill.Client.Sample;
using Microsoft.Extensions.Logging;

namespace Distill.Benchmarks.Client;

/// <summary>
/// Measures the time from the request that writes a verdict (an override by hand) to the sample's first refusal of the account. The app runs on the
/// local runtime, the sample in this process, both with default settings. Verdicts are written at random moments.
/// </summary>
internal static class RefusalBenchmark
{
    private const int Writers = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static void Run(int verdicts) => RunAsync(verdicts).GetAwaiter().GetResult();

    private static async Task RunAsync(int verdicts)
    {
        var folder = Directory.CreateTempSubdirectory("distill-refusal-").FullName;
        try
        {
            using var log = new AppLog(Path.Combine(folder, "app.log"));
            await using var app = await AppProcess.StartAsync(folder, 0, AppProcess.IsolatedSettings, log, CancellationToken.None);
            await using var sample = SampleApp.Build(
                [
                    $"--DistillClient:Service:Address={app.Endpoints.Http}",
                    $"--DistillClient:Calls:EventHubConnection={app.Endpoints.EventHubs}",
                    "--Urls=http://127.0.0.1:0",
                ],
                builder => builder.Logging.ClearProviders()
            );
            await sample.StartAsync();
            using var service = new HttpClient { BaseAddress = app.Endpoints.Http };
            using var tier = new HttpClient { BaseAddress = new Uri(sample.Urls.Single()) };
            var delays = new ConcurrentBag<TimeSpan>();
            await Parallel.ForAsync(
                0,
                verdicts,
                new ParallelOptions { MaxDegreeOfParallelism = Writers },
                async (number, cancellationToken) =>
                {
                    await Task.Delay(Random.Shared.Next(1000), cancellationToken);
                    delays.Add(await OneAsync(service, tier, $"acct_{number}", cancellationToken));
                }
            );
            TimeSpan[] sorted = [.. delays.Order()];
            Console.WriteLine(
                (
                    $"From verdict to refusal, {verdicts} verdicts: p50 {At(sorted, .5):0.00} s, p99 {At(sorted, .99):0.00} s, longest "
                    + $"{sorted[^1].TotalSeconds:0.00} s"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> OneAsync(HttpClient service, HttpClient tier, string account, CancellationToken cancellationToken)
    {
        if (await AskAsync(tier, account, cancellationToken) != HttpStatusCode.OK)
        {
            throw new InvalidOperationException("The sample refuses an account that nobody has blocked.");
        }

        var started = Stopwatch.GetTimestamp();
        using var written = await service.PostAsJsonAsync(
            $"/api/v1/accounts/{account}/overrides",
            new
            {
                action = "block",
                by = "benchmark",
                why = "To be measured.",
            },
            cancellationToken
        );
        written.EnsureSuccessStatusCode();
        while (await AskAsync(tier, account, cancellationToken) != HttpStatusCode.Forbidden)
        {
            if (Stopwatch.GetElapsedTime(started) > s_patience)
            {
                throw new TimeoutException($"The sample does not refuse a blocked account within {s_patience}.");
            }

            await Task.Delay(5, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient tier, string account, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = JsonContent.Create(new { model = "m-1", messages = new[] { new { role = "user", content = "Good morning." } } }),
            Headers = { { "x-api-key", $"sk-{account}" } },
        };
        using var answer = await tier.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }

    private static double At(TimeSpan[] sorted, double quantile) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))].TotalSeconds;
}
