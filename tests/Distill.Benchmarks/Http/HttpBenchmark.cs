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

    public static int Run(string[] args)
    {
        var numbers = new Numbers(args);
        return RunAsync(numbers.Of("--accounts", 20_000), numbers.Of("--rate", 5000), TimeSpan.FromSeconds(numbers.Of("--seconds", 10)))
            .GetAwaiter()
            .GetResult();
    }

    private static async Task<int> RunAsync(int accounts, int rate, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("distill-http-").FullName;
        try
        {
            using var log = new AppLog(Path.Combine(folder, "app.log"));
            await using var app = await AppProcess.StartAsync(folder, 0, AppProcess.IsolatedSettings, log, CancellationToken.None);
            await SaveAsync(app.Endpoints.Tables, accounts);
            var server = app.Endpoints.Http;
            byte[][] single = [.. Enumerable.Range(0, accounts).Select(i => Get(server, $"/api/v1/verdicts/{SomeVerdicts.Account(i)}"))];
            byte[][] batches =
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(i => Post(server, Enumerable.Range(i * Batch, Batch).Select(n => SomeVerdicts.Account(n % accounts).Value))),
            ];

            // Warm means that the view is in memory and the code is compiled.
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
