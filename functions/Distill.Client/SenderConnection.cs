using Amqp;
using Distill.EventHubs;

namespace Distill.Client;

/// <summary>The one connection under all partitions' links, opened again when it is lost.</summary>
internal sealed class SenderConnection(EventHubsConnectionString to, string hub, TimeSpan tokenInterval) : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    readonly CancellationTokenSource closing = new();
    Connection? connection;
    Task renewing = Task.CompletedTask;

    public async Task<Connection> OpenAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (connection is { IsClosed: false })
                return connection;
            var opened = await AmqpLinks.ConnectAsync(to, cancellation).ConfigureAwait(false);
            try
            {
                await AmqpLinks.AuthorizeAsync(opened, to, hub, cancellation).ConfigureAwait(false);
            }
            catch
            {
                await AmqpLinks.CloseAsync(opened).ConfigureAwait(false);
                throw;
            }

            if (to.BearerToken is not null)
                renewing = RenewTokenAsync(opened, closing.Token);
            return connection = opened;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<IReadOnlyList<string>> ReadPartitionIdsAsync(CancellationToken cancellation)
    {
        var open = await OpenAsync(cancellation).ConfigureAwait(false);
        await using var management = await HubManagement.OpenAsync(open, to, hub, cancellation).ConfigureAwait(false);
        return await management.ReadPartitionIdsAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
        await AmqpLinks.CloseAsync(connection).ConfigureAwait(false);
        gate.Dispose();
        closing.Dispose();
    }

    /// <summary>The service closes the links of a connection whose token has run out, so it is shown the newest there is for as long as it is open.</summary>
    async Task RenewTokenAsync(Connection open, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(tokenInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false) && !open.IsClosed)
            {
                try
                {
                    await AmqpLinks.AuthorizeAsync(open, to, hub, stop).ConfigureAwait(false);
                }
                catch (Exception exception) when (AmqpLinks.IsLost(exception))
                {
                    // The token that was shown holds some minutes longer, and the next one is asked for before that.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closing.
        }
    }
}
