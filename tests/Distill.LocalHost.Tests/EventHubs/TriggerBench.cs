using Azure.Storage.Blobs;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.EventHubs.Trigger;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>A hub and a blob container of a test's own, and gates before both.</summary>
internal sealed class TriggerBench : IAsyncDisposable
{
    public const string Hub = "calls";

    private readonly string _containerName;
    private readonly int _blobPort;
    private readonly List<TcpGate> _gates = [];

    private TriggerBench(EndpointFixture endpoint, BlobContainerClient container, int blobPort, string containerName)
    {
        Endpoint = endpoint;
        Container = container;
        _blobPort = blobPort;
        _containerName = containerName;
    }

    public EndpointFixture Endpoint { get; }

    public BlobContainerClient Container { get; }

    public static async Task<TriggerBench> StartAsync(
        TriggerStorage storage,
        int partitions = 1,
        Func<EventHubsEndpointOptions, EventHubsEndpointOptions>? configure = null
    )
    {
        var name = $"t{Guid.NewGuid():n}";
        var endpoint = EndpointFixture.Start(it => (configure?.Invoke(it) ?? it) with { Partitions = partitions });
        return new TriggerBench(endpoint, await storage.ContainerAsync(name), await storage.BlobPortAsync(), name);
    }

    public Task SendAsync(int keys, int perKey, int from = 0) => Endpoint.SendAsync(Hub, keys, perKey, from);

    /// <summary>A gate before the hub. It stays open when the endpoint stops, and has to be told the new port.</summary>
    public TcpGate HubGate() => Keep(new TcpGate(Endpoint.Port));

    public TcpGate BlobGate() => Keep(new TcpGate(_blobPort));

    /// <summary>Options that no other test sees. Ownership lasts long, so that a busy machine moves no partition.</summary>
    public EventHubTriggerOptions Options(TcpGate? hub = null, TcpGate? blobs = null) =>
        new()
        {
            Function = "Collect",
            ConnectionString = hub is null
                ? Endpoint.ConnectionString
                : Endpoint.ConnectionString.Replace($":{Endpoint.Port};", $":{hub.Port};", StringComparison.Ordinal),
            EventHub = Hub,
            BlobConnectionString = TriggerStorage.ConnectionString(blobs?.Port ?? _blobPort),
            BlobContainer = _containerName,
            Host = new EventHubsHostOptions
            {
                MaxEventBatchSize = 500,
                PrefetchCount = 1000,
                LoadBalancingUpdateInterval = TimeSpan.FromMilliseconds(100),
                PartitionOwnershipExpirationInterval = TimeSpan.FromMinutes(10),
                ClientRetryOptions = new ClientRetry { Delay = TimeSpan.FromMilliseconds(20), MaximumDelay = TimeSpan.FromMilliseconds(500) },
            },
        };

    /// <summary>The sequence number in the checkpoint of a partition; null without one.</summary>
    public async Task<string?> CheckpointAsync(string partition = "0", string group = "$default")
    {
        var blob = Container.GetBlobClient($"127.0.0.1/{Hub}/{group}/checkpoint/{partition}");
        return await blob.ExistsAsync() ? (await blob.GetPropertiesAsync()).Value.Metadata["sequencenumber"] : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in _gates)
        {
            await gate.DisposeAsync();
        }

        await Endpoint.DisposeAsync();
    }

    private TcpGate Keep(TcpGate gate)
    {
        _gates.Add(gate);
        return gate;
    }
}
