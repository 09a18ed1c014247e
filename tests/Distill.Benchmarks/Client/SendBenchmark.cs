using System.Diagnostics;
using System.Text;
using Azure.Messaging.EventHubs.Producer;
using Distill.Cli.Hub;
using Distill.Client.Calls;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Benchmarks.Client;

/// <summary>
/// Events a second into an endpoint in this process, sent by the publisher and by the replay. Sender, endpoint and disk share the processors.
/// </summary>
internal static class SendBenchmark
{
    private const int Events = 100_000;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("distill-send-");
        var endpoint = EventHubsEndpoint.Start(new EventHubsEndpointOptions { DataPath = folder.FullName }, NullLogger.Instance);
        await using (endpoint.ConfigureAwait(false))
        {
            // The first round compiles and connects.
            await PublishAsync(endpoint.ConnectionString, 1000).ConfigureAwait(false);
            foreach (var accounts in (int[])[100, 1000, 20_000])
            {
                Show("Publisher", accounts, await PublishAsync(endpoint.ConnectionString, accounts).ConfigureAwait(false));
                Show("Replay", accounts, await ReplayAsync(endpoint.ConnectionString, accounts).ConfigureAwait(false));
            }
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static void Show(string what, int accounts, TimeSpan took) =>
        Console.WriteLine(
            FormattableString.Invariant($"{what}, {accounts, 6} accounts  {Events / took.TotalSeconds, 10:N0} events a second into a local endpoint")
        );

    private static async Task<TimeSpan> PublishAsync(string connection, int accounts)
    {
        var publisher = new CallPublisher(
            new(),
            new()
            {
                EventHubConnection = connection,
                Buffer = Events,
                DrainFor = TimeSpan.FromMinutes(5),
            }
        );
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Events; i++)
        {
            publisher.Publish(
                new ModelCall
                {
                    Id = $"c{i}",
                    Account = Account(i, accounts),
                    Model = "m-1",
                },
                "Think step by step and show your reasoning, please."
            );
        }

        await publisher.DisposeAsync().ConfigureAwait(false);
        return publisher.Calls.Sent == Events
            ? Stopwatch.GetElapsedTime(began)
            : throw new InvalidOperationException($"Not all were sent: {publisher.Calls}");
    }

    private static async Task<TimeSpan> ReplayAsync(string connection, int accounts)
    {
        var body = Encoding.UTF8.GetBytes(new string('x', 600));
        var sender = new KeyedSender(new EventHubProducerClient(connection, "calls"));
        await using (sender.ConfigureAwait(false))
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Events; i++)
            {
                await sender.SendAsync(Account(i, accounts), body, CancellationToken.None).ConfigureAwait(false);
            }

            await sender.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(began);
        }
    }

    // Looks random, and is the same in every run.
    private static string Account(int i, int accounts) => $"acct_{(uint)i * 2654435761u % (uint)accounts}";
}
