using System.Text;
using System.Text.Json;
using Distill.Cli.Demo;
using Distill.Contracts.Sealing;
using Distill.Functions;
using Distill.Functions.Correlation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Benchmarks.Http;

/// <summary>Measures the API of a warm instance under the local host. Both run in processes of their own, and requests go over loopback.</summary>
internal static class HttpBenchmark
{
    private const int Lines = 8;
    private const int Batch = 1000;

    // How often the two servers take turns, so that both get the same share of what else the machine does.
    private const int Turns = 3;

    // On a slow machine the code is compiled for the last time after some 30,000 requests.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(20);

    public static int Run(string[] args)
    {
        var numbers = new Numbers(args);
        return RunAsync(numbers.Of("--accounts", 20_000), numbers.Of("--rate", 5000), TimeSpan.FromSeconds(numbers.Of("--seconds", 10)))
            .GetAwaiter()
            .GetResult();
    }

    /// <summary>Lookups while many readers wait for changes, beside an empty route of Kestrel in the same run. They take turns.</summary>
    public static int RunWithPolls(string[] args)
    {
        var numbers = new Numbers(args);
        var (rate, polls) = (numbers.Of("--rate", 1000), numbers.Of("--polls", 200));
        return WithAppAsync(
                numbers.Of("--accounts", 20_000),
                async (server, single) =>
                {
                    await WarmAsync(server);
                    Load.Closed(server, Lines, s_warmUp, i => Any(single, i));
                    using var empty = EmptyRoute.Start();
                    await using var waiting = await LongPolls.StartAsync(server, polls);
                    Compare(server, single, empty.Address, rate, TimeSpan.FromSeconds(numbers.Of("--seconds", 10)));
                }
            )
            .GetAwaiter()
            .GetResult();
    }

    // Returns when the instance has its view in memory: until then it answers 503.
    private static async Task WarmAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        while (true)
        {
            using var answer = await client.GetAsync("api/v1/verdicts/changes?limit=1");
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static void Compare(Uri server, byte[][] single, Uri empty, int rate, TimeSpan time)
    {
        var nothing = Get(empty, "/");
        Load.Closed(empty, Lines, TimeSpan.FromSeconds(2), _ => nothing);
        var (bare, lookups) = (new List<Measured>(), new List<Measured>());
        for (var turn = 0; turn < Turns; turn++)
        {
            bare.Add(Load.Open(empty, Lines, time, rate, _ => nothing));
            lookups.Add(Load.Open(server, Lines, time, rate, i => Any(single, i)));
        }

        var (floor, measured) = (Measured.Of(bare), Measured.Of(lookups));
        Console.WriteLine($"an empty route of Kestrel, {rate:N0} a second   {floor}");
        Console.WriteLine($"one verdict, long polls open, {rate:N0} a second   {measured}");
        Console.WriteLine(
            FormattableString.Invariant(
                $"ratio   p50 {measured.Percentile(0.5) / floor.Percentile(0.5):0.0}  p99 {measured.Percentile(0.99) / floor.Percentile(0.99):0.0}"
            )
        );
    }

    private static Task<int> RunAsync(int accounts, int rate, TimeSpan time) =>
        WithAppAsync(
            accounts,
            async (server, single) =>
            {
                byte[][] batches =
                [
                    .. Enumerable
                        .Range(0, 20)
                        .Select(i => Post(server, Enumerable.Range(i * Batch, Batch).Select(n => SomeVerdicts.Account(n % accounts).Value))),
                ];

                // Warm means that the view is in memory and the code is compiled.
                await WarmAsync(server);
                Load.Closed(server, Lines, TimeSpan.FromSeconds(5), i => Any(single, i));
                Load.Closed(server, 1, TimeSpan.FromSeconds(2), i => batches[i % batches.Length]);
                Console.WriteLine(FormattableString.Invariant($"{accounts:N0} verdicts; {Environment.ProcessorCount} cores, shared with the load"));
                Console.WriteLine($"one verdict, {Lines} lines, as many as are answered   {Load.Closed(server, Lines, time, i => Any(single, i))}");
                Console.WriteLine(
                    $"one verdict, {Lines} lines, {rate:N0} a second           {Load.Open(server, Lines, time, rate, i => Any(single, i))}"
                );
                Console.WriteLine(
                    $"{Batch:N0} verdicts in one request, one line             {Load.Closed(server, 1, time, i => batches[i % batches.Length])}"
                );
            }
        );

    // Starts the app, gives it verdicts, and measures. The measure gets its address, and a request for each verdict.
    private static async Task<int> WithAppAsync(int accounts, Func<Uri, byte[][], Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("distill-http-").FullName;
        try
        {
            using var log = new AppLog(Path.Combine(folder, "app.log"));
            await using var app = await AppProcess.StartAsync(folder, 0, AppProcess.IsolatedSettings, log, CancellationToken.None);
            await SaveAsync(app.Endpoints.Tables, accounts);
            var server = app.Endpoints.Http;
            await measure(server, [.. Enumerable.Range(0, accounts).Select(i => Get(server, $"/api/v1/verdicts/{SomeVerdicts.Account(i)}"))]);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The same accounts in every run, spread over all.
    private static byte[] Any(byte[][] requests, int number) => requests[(int)((uint)number * 2654435761u % (uint)requests.Length)];

    private static async Task SaveAsync(string tables, int accounts)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("DistillStorage", tables), new("Distill:Features:Keys", new string('0', 2 * KeyRing.MinBytes))])
            .Build();
        await using var services = new ServiceCollection()
            .AddLogging(l => l.ClearProviders())
            .AddSingleton<IConfiguration>(configuration)
            .AddDistill(configuration)
            .BuildServiceProvider();
        var store = services.GetRequiredService<StateStore>();
        using var session = await services.GetRequiredService<WarmSession>().TakeAsync(CancellationToken.None);
        session.State = SomeVerdicts.State(accounts);
        await store.SaveAsync(session, CancellationToken.None);
    }

    private static byte[] Get(Uri server, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");

    private static byte[] Post(Uri server, IEnumerable<string> accounts)
    {
        var body = JsonSerializer.Serialize(new { accounts });
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/verdicts/batch HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: "
                + $"{body.Length}\r\n\r\n{body}"
        );
    }
}
