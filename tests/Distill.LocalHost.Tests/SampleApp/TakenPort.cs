using Microsoft.Extensions.Hosting;

namespace Distill.LocalHost.SampleApp;

/// <summary>Ends the first worker as a server does whose port another process took, when a test opens the gate.</summary>
public sealed class TakenPort(Ledger ledger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (ledger.Has("taken-port began"))
        {
            return;
        }
        await ledger.WaitAsync("taken-port", cancellationToken);
        throw new IOException("Failed to bind to address http://127.0.0.1:1: address already in use.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
