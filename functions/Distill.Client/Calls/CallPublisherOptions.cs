namespace Distill.Client.Calls;

/// <summary>Where a <see cref="CallPublisher"/> sends calls and how much it holds.</summary>
public sealed class CallPublisherOptions
{
    /// <summary>The event hub's connection string, which may name the hub. Default none: calls go to the service over HTTP.</summary>
    public string? EventHubConnection { get; set; }

    /// <summary>
    /// The host name of the namespace, <c>name.servicebus.windows.net</c>, where it takes identities and no keys; with <see cref="EventHubToken"/>, and in place
    /// of <see cref="EventHubConnection"/>. Default none.
    /// </summary>
    public string? EventHubNamespace { get; set; }

    /// <summary>
    /// Gives a token of Entra ID for <c>https://eventhubs.azure.net/.default</c>; it is asked every other minute, and keeps what it may keep itself. Default none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? EventHubToken { get; set; }

    /// <summary>The event hub. Default <c>calls</c>; null takes the connection string's EntityPath.</summary>
    public string? EventHub { get; set; } = "calls";

    /// <summary>
    /// Calls that wait to be sent at most; more are dropped, the newest. Default 20,000, some 20 MB: 20 seconds of 1,000 calls a second. 100 to 1,000,000.
    /// </summary>
    public int Buffer { get; set; } = 20_000;

    /// <summary>How long a call waits for others to make a batch. Default 200 milliseconds; 1 millisecond to 10 seconds.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a batch is tried before it counts as failed and the next has its turn. Default 2 minutes: a restart passes, and news of an hour ago is no
    /// news. 1 second to 1 hour.
    /// </summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long disposal may take to send what waits. Default 5 seconds, well within a host's time to stop; 0 to 5 minutes.</summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(5);

    internal bool UsesEventHub => !string.IsNullOrEmpty(EventHubConnection) || !string.IsNullOrEmpty(EventHubNamespace);

    /// <summary>Every setting out of its range, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        if (ConnectionError() is { } error)
            yield return error;
        if (Buffer is < 100 or > 1_000_000)
            yield return $"Buffer is {Buffer}; it must lie in 100 to 1,000,000.";
        if (Linger < TimeSpan.FromMilliseconds(1) || Linger > TimeSpan.FromSeconds(10))
            yield return $"Linger is {Linger}; it must lie in 1 millisecond to 10 seconds.";
        if (GiveUpAfter < TimeSpan.FromSeconds(1) || GiveUpAfter > TimeSpan.FromHours(1))
            yield return $"GiveUpAfter is {GiveUpAfter}; it must lie in 1 second to 1 hour.";
        if (DrainFor < TimeSpan.Zero || DrainFor > TimeSpan.FromMinutes(5))
            yield return $"DrainFor is {DrainFor}; it must lie in 0 to 5 minutes.";
    }

    string? ConnectionError()
    {
        if (!UsesEventHub)
            return null;
        if (!string.IsNullOrEmpty(EventHubNamespace))
        {
            return !string.IsNullOrEmpty(EventHubConnection) ? "EventHubConnection and EventHubNamespace are both given; one of them says where the hub is."
                : Uri.CheckHostName(EventHubNamespace) != UriHostNameType.Dns ? "EventHubNamespace must be a host name such as name.servicebus.windows.net."
                : EventHubToken is null ? "EventHubToken must give tokens for EventHubNamespace."
                : string.IsNullOrEmpty(EventHub) ? "EventHub must name the hub."
                : null;
        }

        try
        {
            return EventHubs.EventHubsConnectionString.Parse(EventHubConnection!).EntityPath is null && string.IsNullOrEmpty(EventHub)
                ? "EventHub must name the hub, where EventHubConnection does not."
                : null;
        }
        catch (FormatException e)
        {
            return $"EventHubConnection: {e.Message}";
        }
    }
}
