using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>Remembers the started parts. Stops each part once, in the opposite order.</summary>
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
                // Go on, because the other parts must be stopped too. One of them is another process.
                log.StopFailed(e, part.Name);
            }
        }
    }
}
