using Azure;
using Azure.Messaging.EventHubs;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Sends traffic round by round, waits until it is taken in, and correlates it. It waits for conditions, whatever dies meanwhile.</summary>
internal sealed class ChaosRun(ChaosCluster cluster, int seed)
{
    private const string Correlate = "CorrelateAccounts";

    // How often a condition is looked at; nothing depends on it.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    private readonly Random _random = new(seed);

    /// <summary>Runs of the correlation that failed or were cut short.</summary>
    public int FailedRuns { get; private set; }

    /// <summary>Sends a round's events, each at least once, and correlates what they say.</summary>
    /// <param name="round">What to send.</param>
    /// <param name="duplicates">Whether some are sent twice, and at the end all of them again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<Send> round, bool duplicates, CancellationToken cancellationToken)
    {
        await using var sender = new Sender(cluster.Hub.ConnectionString);
        await sender.SendAsync(duplicates ? [.. round.SelectMany(Repeated)] : round, cancellationToken);
        if (duplicates)
        {
            Send[] again = [.. round];
            _random.Shuffle(again);
            await sender.SendAsync(again, cancellationToken);
        }

        await UntilAsync(() => IsTakenInAsync(sender, cancellationToken), cancellationToken);
        await CorrelateAsync(cancellationToken);
    }

    private IEnumerable<Send> Repeated(Send send) => Enumerable.Repeat(send, _random.NextDouble() < ChaosPlan.DuplicateShare ? 2 : 1);

    private async Task<bool> IsTakenInAsync(Sender sender, CancellationToken cancellationToken)
    {
        var sent = await sender.LastAsync(cancellationToken);
        var taken = await Stored.ProgressAsync(cluster.Storage.DirectConnectionString);
        return sent.All(partition => taken.GetValueOrDefault(partition.Key, -1) >= partition.Value);
    }

    /// <summary>Asks one host after another for a run, one at a time as the real host's lock has it, until one succeeds.</summary>
    private Task CorrelateAsync(CancellationToken cancellationToken) =>
        UntilAsync(
            async () =>
            {
                try
                {
                    using var admin = new AdminClient(cluster.Hosts[_random.Next(cluster.Hosts.Count)].Http);
                    var run = await admin.StartAsync(Correlate);
                    while (true)
                    {
                        var (state, _) = await admin.ReadAsync(run);
                        if (state is not ("Queued" or "Running"))
                        {
                            FailedRuns += state == "Succeeded" ? 0 : 1;
                            return state == "Succeeded";
                        }

                        await Task.Delay(s_pause, cancellationToken);
                    }
                }
                catch (HttpRequestException)
                {
                    FailedRuns++;
                    throw;
                }
            },
            cancellationToken
        );

    /// <summary>Looks until it is so. What can't be asked just now, because it was killed, is asked again.</summary>
    private static async Task UntilAsync(Func<Task<bool>> reached, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await reached())
                {
                    return;
                }
            }
            catch (Exception e)
                when (e is HttpRequestException or RequestFailedException or AggregateException or EventHubsException
                    || e is OperationCanceledException && !cancellationToken.IsCancellationRequested
                )
            {
                // Killed, or cut in mid-answer.
            }

            await Task.Delay(s_pause, cancellationToken);
        }
    }
}
