using Azure.Identity;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Distill.Cli.Terminal;

namespace Distill.Cli.Hub;

/// <summary>The hub that the command's options name.</summary>
/// <param name="Connection">A connection string; null for none.</param>
/// <param name="Namespace">The host name of a namespace that takes identities; null for none.</param>
/// <param name="Hub">The hub; null for the one that the connection string names, or else "calls".</param>
/// <param name="UseWebSockets">AMQP over WebSockets.</param>
internal sealed record HubTarget(string? Connection, string? Namespace, string? Hub, bool UseWebSockets)
{
    public const string ConnectionVariable = "EventHubConnection";

    private const string DefaultHub = "calls";

    /// <summary>A few tries, to report soon that there is no such hub.</summary>
    private static readonly EventHubsRetryOptions s_atFirst = new()
    {
        MaximumRetries = 2,
        Delay = TimeSpan.FromMilliseconds(500),
        TryTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Later about a minute of tries: a hub may restart or move while a long replay goes on.</summary>
    private static readonly EventHubsRetryOptions s_later = new()
    {
        MaximumRetries = 10,
        Delay = TimeSpan.FromMilliseconds(500),
        MaximumDelay = TimeSpan.FromSeconds(10),
    };

    /// <summary>Checks the options. Returns the target.</summary>
    /// <exception cref="UsageException">The options name no hub, or two, or in a wrong way.</exception>
    public HubTarget Check()
    {
        if (Connection is not null && Namespace is not null)
        {
            throw new UsageException("--connection and --namespace are both given. Give one of them.");
        }

        if (Namespace is not null && Uri.CheckHostName(Namespace) != UriHostNameType.Dns)
        {
            throw new UsageException($"--namespace is '{Namespace}'; it must be a host name such as name.servicebus.windows.net.");
        }

        if (Namespace is null && string.IsNullOrEmpty(Connection))
        {
            throw new UsageException($"There is no namespace: give --namespace, or --connection, or set {ConnectionVariable}.");
        }

        return this;
    }

    /// <summary>Connects to the hub. Returns a sender once the hub has answered.</summary>
    /// <exception cref="UsageException">The connection string can't be read.</exception>
    /// <exception cref="HubFailure">The hub can't be reached, does not exist, or refuses.</exception>
    public async Task<KeyedSender> ConnectAsync(CancellationToken cancellationToken)
    {
        var first = Open(s_atFirst);
        await using (first.ConfigureAwait(false))
        {
            try
            {
                // Opens a link to send on. The hub refuses it to senders without permission.
                using var none = await first.CreateBatchAsync(cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The hub's client and its credential may throw anything. All of it means that we can't send to the hub.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                throw HubFailure.Of(first, e);
            }
        }

        return new KeyedSender(Open(s_later));
    }

    private EventHubProducerClient Open(EventHubsRetryOptions retries)
    {
        var options = new EventHubProducerClientOptions { RetryOptions = retries };
        if (UseWebSockets)
        {
            options.ConnectionOptions.TransportType = EventHubsTransportType.AmqpWebSockets;
        }

        if (Namespace is not null)
        {
            return new(Namespace, Hub ?? DefaultHub, new DefaultAzureCredential(), options);
        }

        try
        {
            return EventHubsConnectionStringProperties.Parse(Connection).EventHubName is { Length: > 0 } named && (Hub is null || Hub == named)
                ? new(Connection, options)
                : new(Connection, Hub ?? DefaultHub, options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // Never the text itself: it holds a key.
            throw new UsageException(
                "The connection string is not one of Event Hubs, or it names another hub than --hub. Copy it again from the namespace.",
                e
            );
        }
    }
}
