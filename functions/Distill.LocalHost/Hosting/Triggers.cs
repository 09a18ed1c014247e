using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Trigger;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Distill.LocalHost.Timers;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>The triggers other than HTTP: timers and Event Hub listeners.</summary>
internal sealed class Triggers
{
    private readonly List<EventHubFunction> _hubFunctions;
    private readonly List<TimerListener> _timerListeners = [];
    private readonly List<EventHubTriggerListener> _hubListeners = [];
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public Triggers(
        IReadOnlyList<Function> functions,
        FunctionInvoker invoker,
        WorkerKeeper worker,
        RunHistory history,
        TimeProvider time,
        ILogger log
    )
    {
        _time = time;
        _log = log;
        Timers =
        [
            .. functions
                .Where(function => function.Trigger is TimerTrigger)
                .Select(function => new TimerFunction(function, invoker, worker, history, time)),
        ];
        _hubFunctions =
        [
            .. functions.Where(function => function.Trigger is EventHubTrigger).Select(function => new EventHubFunction(function, invoker, worker)),
        ];
    }

    public IReadOnlyList<TimerFunction> Timers { get; }

    public async Task StartAsync(DataFolder folder, HostPlan plan, CancellationToken cancellationToken)
    {
        foreach (var function in _hubFunctions)
        {
            var listener = new EventHubTriggerListener(Options(function, plan), function.RunAsync, _log);
            _hubListeners.Add(listener);
            await listener.StartAsync(cancellationToken);
        }
        foreach (var timer in Timers)
        {
            var listener = new TimerListener(timer, new TimerStatusFile(folder.File("timers"), timer.Function.Name, _log), _time, _log);
            _timerListeners.Add(listener);
            listener.Start();
        }
    }

    /// <summary>Starts nothing new. Completes when the running batches have ended or been cancelled. Timer runs go on.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await Task.WhenAll(_timerListeners.Select(listener => listener.StopAsync()));
        await Task.WhenAll(_hubListeners.Select(listener => listener.StopAsync(grace)));
    }

    private static EventHubTriggerOptions Options(EventHubFunction function, HostPlan plan) =>
        new()
        {
            Function = function.Function.Name,
            ConnectionString = ConnectionSetting.Find(plan.Sources.Configuration, function.Trigger.Connection)!,
            EventHub = function.Trigger.EventHub,
            ConsumerGroup = function.Trigger.ConsumerGroup,
            BlobConnectionString = plan.Sources.Configuration[EventHubTriggerReader.Storage]!,
            Host = plan.HostJson.EventHubs,
            Retry = function.Function.Retry,
        };
}
