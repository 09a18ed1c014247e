namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>What the killer kills.</summary>
internal enum Victim
{
    Worker,
    Host,
    Endpoint,
    Azurite,
}

/// <summary>Kills one process after another and starts it again, at moments that a seed draws: after so many requests to storage, so in the middle of some work.</summary>
internal sealed class Killer(ChaosPlan plan, ChaosCluster cluster, StorageFaults faults)
{
    // Shares of 20: what is cheap to start again dies more often.
    private static readonly Victim[] s_victims =
    [
        .. Enumerable.Repeat(Victim.Worker, 8), .. Enumerable.Repeat(Victim.Host, 5), .. Enumerable.Repeat(Victim.Endpoint, 4), .. Enumerable.Repeat(Victim.Azurite, 3),
    ];

    private readonly Random _random = new(plan.Seed);
    private readonly int[] _counts = new int[Enum.GetValues<Victim>().Length];

    /// <summary>Kills so far.</summary>
    public int Kills => _counts.Sum();

    public IReadOnlyDictionary<Victim, int> Counts => Enum.GetValues<Victim>().ToDictionary(victim => victim, victim => _counts[(int)victim]);

    /// <summary>Kills until the plan is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (Kills < plan.Kills)
        {
            await faults.MoreRequestsAsync(_random.Next(1, 2 * plan.MeanGap), cancellationToken);
            var (victim, host) = (s_victims[_random.Next(s_victims.Length)], cluster.Hosts[_random.Next(cluster.Hosts.Count)]);
            if (await KillAsync(victim, host))
            {
                _counts[(int)victim]++;
            }
        }
    }

    private async Task<bool> KillAsync(Victim victim, ChaosHost host)
    {
        switch (victim)
        {
            case Victim.Worker:
                return await host.KillWorkerAsync();
            case Victim.Host:
                await host.RestartAsync();
                return true;
            case Victim.Endpoint:
                await cluster.Hub.RestartAsync();
                return true;
            default:
                await cluster.Storage.RestartAsync();
                return true;
        }
    }
}
