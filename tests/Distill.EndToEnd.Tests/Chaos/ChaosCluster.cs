namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Hosts that share one Azurite and one Event Hubs endpoint, each in a process of its own.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private ChaosCluster(ChaosStorage storage, HubProcess hub) => (Storage, Hub) = (storage, hub);

    public ChaosStorage Storage { get; }

    public HubProcess Hub { get; }

    public List<ChaosHost> Hosts { get; } = [];

    public static async Task<ChaosCluster> StartAsync(string folder, int hosts, StorageFaults faults)
    {
        var cluster = new ChaosCluster(
            await ChaosStorage.StartAsync(Path.Combine(folder, "storage"), faults),
            await HubProcess.StartAsync(Path.Combine(folder, "hub"))
        );
        try
        {
            for (var i = 0; i < hosts; i++)
            {
                var own = Path.Combine(folder, $"host{i}");
                cluster.Hosts.Add(await ChaosHost.StartAsync(own, cluster.Storage.ConnectionString, cluster.Hub.ConnectionString));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        await Hub.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
