using Distill.Client.Verdicts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Begins to follow verdicts before the first request is taken.</summary>
internal sealed class VerdictsStart(VerdictCache cache, IOptions<DistillOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cache.Start();
        // The cache itself says when the service is away.
        if (options.Value.StartupPatience > TimeSpan.Zero)
        {
            await cache.WaitUntilInStepAsync(options.Value.StartupPatience, cancellationToken).ConfigureAwait(false);
        }
    }

    // The container disposes of the cache, after the last request.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
