using Distill.EventHubs;

namespace Distill.Client;

/// <summary>
/// Sends events to an event hub over AMQP 1.0: Azure Event Hubs, or any endpoint that speaks its protocol. Thread-safe; make one and keep it.
/// </summary>
/// <remarks>
/// Events of one partition key are received in the order in which they were sent, as with every sender of the hub: the partition of a key is
/// computed as the service computes it. Events are batched, and an event has arrived only when a <see cref="FlushAsync"/> that began after its
/// <see cref="SendAsync"/> has ended. Lost connections are mended and batches sent again, so an event may arrive <b>more than once</b>.
/// </remarks>
public sealed class EventHubSender : IAsyncDisposable
{
    readonly SenderConnection connection;
    readonly PartitionLane[] lanes;
    readonly CancellationTokenSource closing = new();
    readonly Task lingering;
    int next = -1;

    EventHubSender(SenderConnection connection, PartitionLane[] lanes, TimeSpan linger)
    {
        this.connection = connection;
        this.lanes = lanes;
        lingering = LingerAsync(linger);
    }

    /// <summary>How many partitions the hub has.</summary>
    public int Partitions => lanes.Length;

    /// <summary>Connects and learns the hub's partitions.</summary>
    /// <param name="connectionString">
    /// <c>Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=..;SharedAccessKey=..</c>, or with <c>UseDevelopmentEmulator=true</c> and a
    /// port in Endpoint for an endpoint on this machine.
    /// </param>
    /// <param name="eventHub">The hub; null takes the EntityPath of the connection string.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="FormatException">The connection string is none.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or no hub is named.</exception>
    /// <exception cref="EventHubSendException">The endpoint can't be reached or refuses.</exception>
    public static async Task<EventHubSender> ConnectAsync(
        string connectionString, string? eventHub = null, EventHubSenderOptions? options = null, CancellationToken cancellation = default)
    {
        var to = EventHubsConnectionString.Parse(connectionString);
        var hub = eventHub ?? to.EntityPath
            ?? throw new ArgumentException("Neither the call nor the connection string's EntityPath names an event hub.", nameof(eventHub));
        return await ConnectAsync(to, hub, options, cancellation).ConfigureAwait(false);
    }

    /// <summary>Connects by an identity, for a namespace that takes no keys, and learns the hub's partitions.</summary>
    /// <param name="fullyQualifiedNamespace">The namespace's host name: <c>name.servicebus.windows.net</c>.</param>
    /// <param name="eventHub">The hub.</param>
    /// <param name="bearerToken">
    /// Gives a token of Entra ID for <c>https://eventhubs.azure.net/.default</c>. It is asked every other minute while the sender lives, and keeps what it may
    /// keep itself, as the credentials of Azure.Identity do.
    /// </param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="FormatException">The namespace is no host name.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="EventHubSendException">The endpoint can't be reached or refuses, or there is no token.</exception>
    public static Task<EventHubSender> ConnectByIdentityAsync(
        string fullyQualifiedNamespace, string eventHub, Func<CancellationToken, ValueTask<string>> bearerToken,
        EventHubSenderOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventHub);
        ArgumentNullException.ThrowIfNull(bearerToken);
        return ConnectAsync(EventHubsConnectionString.ForIdentity(Endpoint(fullyQualifiedNamespace), plain: false, bearerToken), eventHub, options, cancellation);
    }

    /// <summary>The address of a namespace by its host name.</summary>
    /// <exception cref="FormatException">It is no host name.</exception>
    internal static Uri Endpoint(string fullyQualifiedNamespace) => Uri.CheckHostName(fullyQualifiedNamespace) == UriHostNameType.Dns
        ? new Uri($"sb://{fullyQualifiedNamespace}")
        : throw new FormatException($"A namespace is a host name such as name.servicebus.windows.net, and not '{fullyQualifiedNamespace}'.");

    internal static async Task<EventHubSender> ConnectAsync(
        EventHubsConnectionString to, string hub, EventHubSenderOptions? options, CancellationToken cancellation)
    {
        options ??= new();
        options.Validate();
        var connection = new SenderConnection(to, hub, options.TokenInterval);
        var since = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await OpenAsync(connection, hub, options, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (AmqpLinks.IsLost(exception) && !cancellation.IsCancellationRequested)
            {
                // Refused by a service that is there, or not there for too long.
                if (AmqpLinks.IsRefusal(exception) || Environment.TickCount64 - since > options.ConnectTimeout.TotalMilliseconds)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                    throw new EventHubSendException($"Event hub '{hub}' at {to} can't be sent to: {exception.Message}", exception);
                }

                await Task.Delay(options.LeastRetryDelay, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Takes an event to be sent. Waits while too much of its partition is not acknowledged yet. The body is copied: its memory may be used again.
    /// </summary>
    /// <param name="partitionKey">Events with the same key keep their order; null or empty: any partition.</param>
    /// <param name="body">The event, UTF-8 JSON in Distill.</param>
    /// <param name="cancellation">Ends the wait; the event was not taken then.</param>
    /// <exception cref="ArgumentException">The event is larger than what the service takes.</exception>
    /// <exception cref="EventHubSendException">Earlier events could not be sent.</exception>
    public ValueTask SendAsync(string? partitionKey, ReadOnlyMemory<byte> body, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        if (string.IsNullOrEmpty(partitionKey))
            return lanes[(int)((uint)Interlocked.Increment(ref next) % (uint)lanes.Length)].AddAsync(null, body, cancellation);
        return lanes[PartitionHash.Partition(partitionKey, lanes.Length)].AddAsync(partitionKey, body, cancellation);
    }

    /// <summary>Sends what is waiting and ends when every event sent before it is acknowledged.</summary>
    /// <exception cref="EventHubSendException">Some events could not be sent.</exception>
    public async Task FlushAsync(CancellationToken cancellation = default) =>
        await Task.WhenAll(lanes.Select(lane => lane.FlushAsync(cancellation))).ConfigureAwait(false);

    /// <summary>Flushes and closes.</summary>
    /// <exception cref="EventHubSendException">Some events could not be sent.</exception>
    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
            return;
        await closing.CancelAsync().ConfigureAwait(false);
        await lingering.ConfigureAwait(false);
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(lanes.Select(lane => lane.CloseAsync())).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            foreach (var lane in lanes)
                lane.Dispose();
            closing.Dispose();
        }
    }

    static async Task<EventHubSender> OpenAsync(
        SenderConnection connection, string hub, EventHubSenderOptions options, CancellationToken cancellation)
    {
        var ids = await connection.ReadPartitionIdsAsync(cancellation).ConfigureAwait(false);
        // The hash's remainder is the place in the list of partitions, which the service keeps in this order.
        PartitionLane[] lanes = [.. ids.Select(id => new PartitionLane(connection, hub, id, options))];
        try
        {
            await Task.WhenAll(lanes.Select(lane => lane.OpenAsync(cancellation))).ConfigureAwait(false);
            return new(connection, lanes, options.Linger);
        }
        catch
        {
            await Task.WhenAll(lanes.Select(lane => lane.CloseAsync())).ConfigureAwait(false);
            throw;
        }
    }

    async Task LingerAsync(TimeSpan linger)
    {
        using var timer = new PeriodicTimer(linger / 2 > TimeSpan.FromMilliseconds(1) ? linger / 2 : TimeSpan.FromMilliseconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(closing.Token).ConfigureAwait(false))
            {
                foreach (var lane in lanes)
                    await lane.PassOnOldAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Closing.
        }
    }
}
