using System.Net;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>What the publisher's options say of the event hub: whether they make sense, and the client that they ask for.</summary>
internal static class EventHubSettings
{
    private const string DefaultHub = "calls";

    /// <summary>Every setting of the hub that is wrong, in words; empty when all is well.</summary>
    public static IEnumerable<string> Errors(CallPublisherOptions options)
    {
        var (byConnection, byNamespace) = (!string.IsNullOrEmpty(options.EventHubConnection), !string.IsNullOrEmpty(options.EventHubNamespace));
        if (byConnection && byNamespace)
        {
            yield return "EventHubConnection and EventHubNamespace are both given; one of them says where the hub is.";
        }
        else if (byNamespace && Uri.CheckHostName(options.EventHubNamespace) != UriHostNameType.Dns)
        {
            yield return "EventHubNamespace must be a host name such as name.servicebus.windows.net.";
        }
        else if (byNamespace && options.EventHubCredential is null)
        {
            yield return "EventHubNamespace needs EventHubCredential, for example new DefaultAzureCredential(), set in code.";
        }
        else if (byConnection && ConnectionError(options) is { } error)
        {
            yield return error;
        }

        if (options.Proxy is not null && !options.UseWebSockets)
        {
            yield return "Proxy needs UseWebSockets: a proxy takes no AMQP over TCP.";
        }
    }

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
            // The publisher tries again itself for as long as GiveUpAfter says. These few tries pass over a link that the hub closed.
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

    private static string? ConnectionError(CallPublisherOptions options)
    {
        if (Parse(options.EventHubConnection!) is not { } to)
        {
            // Never the text itself: it holds a key.
            return "EventHubConnection is no Event Hubs connection string; it needs Endpoint=sb://name.servicebus.windows.net/, "
                + "SharedAccessKeyName and SharedAccessKey.";
        }

        return
            !string.IsNullOrEmpty(options.EventHub)
            && !string.IsNullOrEmpty(to.EventHubName)
            && !string.Equals(to.EventHubName, options.EventHub, StringComparison.OrdinalIgnoreCase)
            ? $"EventHub is '{options.EventHub}', but EventHubConnection names the hub '{to.EventHubName}'; leave one of them out."
            : null;
    }

    private static EventHubsConnectionStringProperties? Parse(string text)
    {
        try
        {
            var to = EventHubsConnectionStringProperties.Parse(text);
            var hasKey = !string.IsNullOrEmpty(to.SharedAccessKeyName) && !string.IsNullOrEmpty(to.SharedAccessKey);
            return to.Endpoint is not null && (hasKey || !string.IsNullOrEmpty(to.SharedAccessSignature)) ? to : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
