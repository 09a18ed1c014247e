using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Distill.Contracts.Sealing;

namespace Distill.Client.Calls;

/// <summary>Where a <see cref="CallPublisher"/> sends calls and how much it holds.</summary>
public sealed class CallPublisherOptions
{
    /// <summary>The connection string of the Event Hubs namespace or of the hub. Default none: calls go to the service over HTTP.</summary>
    public string? EventHubConnection { get; set; }

    /// <summary>
    /// The host name of the Event Hubs namespace, <c>name.servicebus.windows.net</c>. Use it with <see cref="EventHubCredential"/> in place of
    /// <see cref="EventHubConnection"/>. Default none.
    /// </summary>
    public string? EventHubNamespace { get; set; }

    /// <summary>
    /// The identity for <see cref="EventHubNamespace"/>, for example any credential of Azure.Identity. Only code can set it. Default none.
    /// </summary>
    public TokenCredential? EventHubCredential { get; set; }

    /// <summary>The event hub's name. Default none: the EntityPath of <see cref="EventHubConnection"/>, or else <c>calls</c>.</summary>
    public string? EventHub { get; set; }

    /// <summary>Whether to use AMQP over WebSockets (port 443), for networks that close port 5671. Default false.</summary>
    public bool UseWebSockets { get; set; }

    /// <summary>The proxy to the hub. It needs <see cref="UseWebSockets"/>. Default none: the system's proxy.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>
    /// Changes the options of the hub's client before it is made, for example its retries, a proxy with credentials, a custom endpoint or its name in
    /// logs. The other settings are already applied. Only code can set it. Default none.
    /// </summary>
    public Action<EventHubProducerClientOptions>? ConfigureEventHub { get; set; }

    /// <summary>
    /// The most calls that wait to be sent. When it is full, new calls are dropped. Default 20,000, about 20 MB, or 20 seconds at 1,000 calls per
    /// second. Range 100 to 1,000,000.
    /// </summary>
    public int Buffer { get; set; } = 20_000;

    /// <summary>How long a call waits for others to join its batch. Default 200 milliseconds; range 1 millisecond to 10 seconds.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long the publisher tries to send a batch. After that, its remaining calls count as failed and the next batch follows. Default 2 minutes:
    /// longer than a restart takes, and older calls are of little use. Range 1 second to 1 hour.
    /// </summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long disposal may take to send waiting calls. Default 5 seconds, less than a host's time to stop. Range 0 to 5 minutes.</summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The keys that seal prompt features, as <c>distill keys client</c> prints them: <c>2026-12-01:BASE64</c> is the key from that day on. Keep them
    /// where secrets are kept. Default none: features are sent unsealed, and whoever can read the hub can test guesses of prompts.
    /// </summary>
    public string? FeatureKeys { get; set; }

    internal bool UsesEventHub => !string.IsNullOrEmpty(EventHubConnection) || !string.IsNullOrEmpty(EventHubNamespace);

    /// <summary>The keys of <see cref="FeatureKeys"/>. Null when there are none.</summary>
    internal KeyRing? ReadKeys() => KeyRing.TryParse(FeatureKeys ?? "", out var keys, out _) ? keys : null;

    /// <summary>Returns a message for each setting that is out of range. It is empty when all are valid.</summary>
    public IEnumerable<string> Errors()
    {
        foreach (var error in EventHubErrors())
        {
            yield return error;
        }

        if (!string.IsNullOrEmpty(FeatureKeys) && !KeyRing.TryParse(FeatureKeys, out _, out var wrong))
        {
            yield return $"FeatureKeys can't be read: {wrong}.";
        }

        if (Buffer is < 100 or > 1_000_000)
        {
            yield return $"Buffer is {Buffer}; it must lie in 100 to 1,000,000.";
        }

        if (Linger < TimeSpan.FromMilliseconds(1) || Linger > TimeSpan.FromSeconds(10))
        {
            yield return $"Linger is {Linger}; it must lie in 1 millisecond to 10 seconds.";
        }

        if (GiveUpAfter < TimeSpan.FromSeconds(1) || GiveUpAfter > TimeSpan.FromHours(1))
        {
            yield return $"GiveUpAfter is {GiveUpAfter}; it must lie in 1 second to 1 hour.";
        }

        if (DrainFor < TimeSpan.Zero || DrainFor > TimeSpan.FromMinutes(5))
        {
            yield return $"DrainFor is {DrainFor}; it must lie in 0 to 5 minutes.";
        }
    }

    private IEnumerable<string> EventHubErrors()
    {
        var (byConnection, byNamespace) = (!string.IsNullOrEmpty(EventHubConnection), !string.IsNullOrEmpty(EventHubNamespace));
        if (byConnection && byNamespace)
        {
            yield return "EventHubConnection and EventHubNamespace are both set. Set one of them.";
        }
        else if (byNamespace && Uri.CheckHostName(EventHubNamespace) != UriHostNameType.Dns)
        {
            yield return "EventHubNamespace must be a host name such as name.servicebus.windows.net.";
        }
        else if (byNamespace && EventHubCredential is null)
        {
            yield return "EventHubNamespace needs EventHubCredential, for example new DefaultAzureCredential(), set in code.";
        }
        else if (byConnection && ConnectionError() is { } error)
        {
            yield return error;
        }

        if (Proxy is not null && !UseWebSockets)
        {
            yield return "Proxy needs UseWebSockets: a proxy does not pass AMQP over TCP.";
        }
    }

    private string? ConnectionError()
    {
        if (Parse(EventHubConnection!) is not { } to)
        {
            // Don't show the connection string: it holds a key.
            return "EventHubConnection is not an Event Hubs connection string. It needs Endpoint=sb://name.servicebus.windows.net/, "
                + "SharedAccessKeyName and SharedAccessKey.";
        }

        return
            !string.IsNullOrEmpty(EventHub)
            && !string.IsNullOrEmpty(to.EventHubName)
            && !string.Equals(to.EventHubName, EventHub, StringComparison.OrdinalIgnoreCase)
            ? $"EventHub is '{EventHub}', but EventHubConnection names the hub '{to.EventHubName}'. Leave one of them out."
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
