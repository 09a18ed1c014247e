using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>Keeps what was started, and stops each part once, in the opposite order.</summary>
internal sealed class StartedParts(ILogger log)
{
    private readonly Stack<(string Name, Func<Task> StopAsync)> _parts = new();

    public void Add(string name, Func<Task> stop) => _parts.Push((name, stop));

    public void Add(string name, Action stop) =>
        Add(
            name,
            () =>
            {
                stop();
                return Task.CompletedTask;
            }
        );

    public async Task StopAsync()
    {
        while (_parts.TryPop(out var part))
        {
            try
            {
                await part.StopAsync();
            }
            catch (Exception e)
            {
                // The parts below must be stopped all the same: one of them is another process.
                log.StopFailed(e, part.Name);
            }
        }
    }
}
