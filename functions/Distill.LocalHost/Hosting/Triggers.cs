using Distill.LocalHost.Admin;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Timers;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>The triggers other than HTTP: timers and Event Hub listeners.</summary>
internal sealed class Triggers
{
    private readonly List<TimerListener> _timerListeners = [];
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public Triggers(
        IReadOnlyList<Function> functions, FunctionInvoker invoker, WorkerKeeper worker, RunHistory history, TimeProvider time, ILogger log)
    {
        _time = time;
        _log = log;
        Timers = [.. functions.Where(function => function.Trigger is TimerTrigger).Select(function => new TimerFunction(function, invoker, worker, history, time))];
    }

    public IReadOnlyList<TimerFunction> Timers { get; }

    public void Start(DataFolder folder)
    {
        foreach (var timer in Timers)
        {
            var listener = new TimerListener(timer, new TimerStatusFile(folder.File("timers"), timer.Function.Name, _log), _time, _log);
            _timerListeners.Add(listener);
            listener.Start();
        }
    }

    /// <summary>Begins nothing new; completes when the batches under way have ended or been cancelled. Timer runs go on.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_timerListeners.Select(listener => listener.StopAsync()));
    }
}
