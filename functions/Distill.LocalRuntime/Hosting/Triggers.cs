using Distill.LocalRuntime.Admin;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.EventHubs;
using Distill.LocalRuntime.Events;
using Distill.LocalRuntime.Invocation;
using Distill.LocalRuntime.Settings;
using Distill.LocalRuntime.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Hosting;

/// <summary>The triggers other than HTTP: timers and Event Hub listeners.</summary>
internal sealed class Triggers
{
    private readonly List<EventHubFunction> _hubFunctions;
    private readonly List<TimerListener> _timerListeners = [];
    private readonly List<EventHubTriggerListener> _hubListeners = [];
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public Triggers(
        IReadOnlyList<DiscoveredFunction> functions, FunctionInvoker invoker, RunHistory history, IServiceProvider services, TimeProvider time, ILogger log)
    {
        _time = time;
        _log = log;
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        Timers = [.. functions.Where(function => function.Trigger is TimerTrigger).Select(function => new TimerFunction(function, invoker, scopes, history, time))];
        _hubFunctions = [.. functions.Where(function => function.Trigger is EventHubTrigger).Select(function => new EventHubFunction(function, invoker, scopes))];
    }

    public IReadOnlyList<TimerFunction> Timers { get; }

    public void Start(DataFolder folder, IConfiguration configuration, RuntimePlan plan)
    {
        foreach (var function in _hubFunctions)
        {
            var listener = new EventHubTriggerListener(
                new EventHubTriggerOptions
                {
                    Function = function.Function.Name,
                    ConnectionString = ConnectionSetting.Find(configuration, function.Trigger.Connection)!,
                    EventHub = function.Trigger.EventHub,
                    ConsumerGroup = function.Trigger.ConsumerGroup,
                    CheckpointPath = folder.File("checkpoints"),
                    Host = plan.HostJson.EventHubs,
                    Retry = function.Retry,
                    StopGrace = plan.Settings.GracePeriod,
                },
                function.RunAsync, _log);
            _hubListeners.Add(listener);
            listener.Start();
        }
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
        await Task.WhenAll(_hubListeners.Select(listener => listener.StopAsync()));
    }
}
