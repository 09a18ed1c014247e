using System.Diagnostics;
using Distill.Cli.Terminal;
using Distill.Files;

namespace Distill.Cli.Demo;

/// <summary>Shows each step while it runs and remembers how long it took.</summary>
internal sealed class StepTimes(LongWork work)
{
    private readonly List<(string Step, TimeSpan Took)> _steps = [];

    public IReadOnlyList<(string Step, TimeSpan Took)> Steps => _steps;

    public async Task<T> RunAsync<T>(string step, Func<Gauge, Task<T>> body)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await work.ShowAsync(step, body).ConfigureAwait(false);
        _steps.Add((step, Stopwatch.GetElapsedTime(began)));
        return result;
    }
}
