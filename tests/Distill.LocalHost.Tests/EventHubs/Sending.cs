using System.Text;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Events whose body says which one of its key it is.</summary>
internal static class Sending
{
    public static async Task SendAsync(this EndpointFixture endpoint, string hub, int keys, int perKey, int from = 0)
    {
        await using var sender = new EventHubProducerClient(endpoint.ConnectionString, hub);
        for (var key = 0; key < keys; key++)
        {
            var events = Enumerable.Range(from, perKey).Select(n => new EventData(Encoding.UTF8.GetBytes($"{key}:{n}")));
            await sender.SendAsync(events, new SendEventOptions { PartitionKey = $"acct_{key}" });
        }
    }
}
