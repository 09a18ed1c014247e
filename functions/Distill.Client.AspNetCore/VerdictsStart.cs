using Distill.Client.Verdicts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Starts to follow verdicts before the host takes its first request.</summary>
internal sealed class VerdictsStart(VerdictCache cache, IOptions<DistillOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cache.Start();
        // Ignore the result: the cache itself logs when the service is away.
        if (options.Value.StartupPatience > TimeSpan.Zero)
        {
            await cache.WaitUntilInStepAsync(options.Value.StartupPatience, cancellationToken).ConfigureAwait(false);
        }
    }

    // There is nothing to stop. The container disposes of the cache after the last request.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
