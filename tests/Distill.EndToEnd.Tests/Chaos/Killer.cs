namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>What the killer kills.</summary>
internal enum Victim
{
    Worker,
    Host,
    Endpoint,
    Azurite,
}

/// <summary>
/// Kills one process after another and starts it again, at moments that a seed draws: after so many requests to storage, in the middle of some work.
/// </summary>
internal sealed class Killer(ChaosPlan plan, ChaosCluster cluster, StorageFaults faults)
{
    // Dealt like a pack of cards, and shuffled anew when all are: five kills have all kinds.
    private static readonly Victim[] s_pack = [Victim.Worker, Victim.Worker, Victim.Host, Victim.Endpoint, Victim.Azurite];

    private readonly Random _random = new(plan.Seed);
    private readonly int[] _counts = new int[Enum.GetValues<Victim>().Length];

    /// <summary>Kills so far.</summary>
    public int Kills => _counts.Sum();

    public IReadOnlyDictionary<Victim, int> Counts => Enum.GetValues<Victim>().ToDictionary(victim => victim, victim => _counts[(int)victim]);

    /// <summary>Kills until the plan is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Victim[] pack = [.. s_pack];
        while (Kills < plan.Kills)
        {
            if (Kills % pack.Length == 0)
            {
                _random.Shuffle(pack);
            }

            var victim = pack[Kills % pack.Length];
            do
            {
                await faults.MoreRequestsAsync(_random.Next(1, 2 * plan.MeanGap), cancellationToken);
            } while (!await KillAsync(victim, cluster.Hosts[_random.Next(cluster.Hosts.Count)]));
            _counts[(int)victim]++;
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
