using System.Net;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>Opens the client for the event hub that the options name.</summary>
internal static class EventHubClient
{
    private const string DefaultHub = "calls";

    public static EventHubProducerClient Open(CallPublisherOptions options)
    {
        var client = ClientOptions(options);
        if (!string.IsNullOrEmpty(options.EventHubNamespace))
        {
            return new(options.EventHubNamespace, Hub(options), options.EventHubCredential, client);
        }

        return EventHubsConnectionStringProperties.Parse(options.EventHubConnection).EventHubName is { Length: > 0 }
            ? new(options.EventHubConnection, client)
            : new(options.EventHubConnection, Hub(options), client);
    }

    private static EventHubProducerClientOptions ClientOptions(CallPublisherOptions options)
    {
        var client = new EventHubProducerClientOptions
        {
            // The publisher itself retries for as long as GiveUpAfter says. These few retries only cover a link that the hub has closed.
            RetryOptions =
            {
                MaximumRetries = 2,
                Delay = TimeSpan.FromMilliseconds(250),
                MaximumDelay = TimeSpan.FromSeconds(2),
                TryTimeout = TimeSpan.FromSeconds(20),
            },
        };
        if (options.UseWebSockets)
        {
            client.ConnectionOptions.TransportType = EventHubsTransportType.AmqpWebSockets;
            client.ConnectionOptions.Proxy = options.Proxy is null ? null : new WebProxy(options.Proxy);
        }

        options.ConfigureEventHub?.Invoke(client);
        return client;
    }

    private static string Hub(CallPublisherOptions options) => string.IsNullOrEmpty(options.EventHub) ? DefaultHub : options.EventHub;
}
