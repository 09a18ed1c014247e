using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Distill.LocalHost.Tests.EventHubs;

namespace Distill.LocalHost.Tests.Functions;

/// <summary>Events from an official client through endpoint, trigger and worker to the function.</summary>
public sealed class EventFunctionTests(TriggerStorage storage) : IDisposable
{
    private readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_ReachTheFunctionWithKeyAndRetryContext()
    {
        _folder.Settings["LocalEventHubs:Enabled"] = "true";
        _folder.Settings["AzureWebJobsStorage"] = TriggerStorage.ConnectionString(await storage.BlobPortAsync());
        await using var host = await new SampleHost(_folder).StartAsync();
        await using (var client = new EventHubProducerClient(host.Endpoints.EventHubs, "ledger"))
        {
            await client.SendAsync([new EventData("good")], new SendEventOptions { PartitionKey = "k" }, Token);
            await client.SendAsync([new EventData("bad")], new SendEventOptions { PartitionKey = "k" }, Token);
            await client.SendAsync([new EventData("next")], new SendEventOptions { PartitionKey = "k" }, Token);
        }
        await host.NotedAsync("good key k try 0 of 1");
        await host.NotedAsync("bad key k try 0 of 1");
        await host.NotedAsync("bad key k try 1 of 1");
        // What comes after a batch that failed for good comes all the same.
        await host.NotedAsync("next key k");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
