using Amqp;
using Distill.EventHubs;

namespace Distill.Client;

/// <summary>The one connection under all partitions' links, opened again when it is lost.</summary>
internal sealed class SenderConnection(EventHubsConnectionString to, string hub) : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    Connection? connection;

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
        await AmqpLinks.CloseAsync(connection).ConfigureAwait(false);
        gate.Dispose();
    }
}
