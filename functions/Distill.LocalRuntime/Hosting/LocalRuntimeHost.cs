using System.Diagnostics;
using Distill.LocalRuntime.Admin;
using Distill.LocalRuntime.Azurite;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.Events;
using Distill.LocalRuntime.Http;
using Distill.LocalRuntime.Invocation;
using Distill.LocalRuntime.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Hosting;

/// <summary>The running app: first what it needs on this machine, then HTTP, then the triggers; stopped in the opposite order.</summary>
internal sealed class LocalRuntimeHost : IHost, IAsyncDisposable
{
    // For an invocation that was cancelled to notice; what doesn't is left to the end of the process.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;
    private readonly RuntimePlan _plan;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Invocations _invocations = new();
    private readonly HostStatus _status;
    private readonly StartedParts _started;

    public LocalRuntimeHost(WebApplication web, RuntimePlan plan)
    {
        _web = web;
        _plan = plan;
        _loggers = web.Services.GetRequiredService<ILoggerFactory>();
        _log = _loggers.CreateLogger("Distill.LocalRuntime");
        _time = web.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        _status = new HostStatus(_time);
        _started = new StartedParts(_log);
    }

    public IServiceProvider Services => _web.Services;

    /// <summary>Where it answers, once it does.</summary>
    public Endpoints? Endpoints { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        await _status.MoveToAsync(HostState.Starting);
        try
        {
            var functions = Check();
            Show(functions);
            await StartPartsAsync(functions, cancellationToken);
            await _status.MoveToAsync(HostState.Running);
            _log.Ready(Endpoints!.Http, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception e)
        {
            // Thrown on: whatever kept the host from starting, what had started is stopped.
            foreach (var problem in e is StartupException startup ? startup.Problems : [])
                _log.Problem(problem);
            await _started.StopAsync();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_status.State is HostState.Stopping or HostState.Stopped)
            return;
        _log.Draining(_invocations.Running, _plan.Settings.GracePeriod);
        await _status.MoveToAsync(HostState.Stopping);
        await _started.StopAsync();
        await _status.MoveToAsync(HostState.Stopped);
        _log.Stopped();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _started.StopAsync();
        await _web.DisposeAsync();
        _invocations.Dispose();
        _status.Dispose();
    }

    private IReadOnlyList<DiscoveredFunction> Check()
    {
        LocalEventHubs.Announce(_plan.Settings.EventHubs, _web.Configuration, _plan.Assigned);
        var functions = new FunctionDiscovery(_web.Configuration, _plan.HostJson, _plan.UsesAspNetCore, _plan.Problems).Find(_plan.Types);
        _plan.Problems.ThrowIfAny();
        return functions;
    }

    private void Show(IReadOnlyList<DiscoveredFunction> functions)
    {
        _log.FileUsed(LocalSettingsFile.Name, _plan.Sources.LocalSettingsPath ?? "none");
        _log.FileUsed(HostJson.Name, _plan.Sources.HostJsonPath ?? "none");
        foreach (var (name, value) in _plan.Settings.Shown())
            _log.Setting(SettingName.Written(name), value, SettingsSources.Of(_web.Configuration, name));
        foreach (var (name, value) in _plan.HostJson.Shown())
            _log.HostJson(name, value);
        foreach (var function in functions)
            _log.Found(function.Name, function.Trigger.ToString());
    }

    private async Task StartPartsAsync(IReadOnlyList<DiscoveredFunction> functions, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Hold(_plan.Settings.DataPath);
        _started.Add("the data folder", folder.Dispose);
        EndpointsFile.Remove(folder);

        var storage = await DevelopmentStorage.StartAsync(_web.Configuration, _plan.Settings.Azurite, folder, _log, cancellationToken);
        if (storage is not null)
        {
            _started.Add("Azurite", () => storage.DisposeAsync().AsTask());
            storage.Assign(_web.Configuration, _plan.Assigned, _log);
        }
        var hubs = LocalEventHubs.Start(_plan.Settings.EventHubs, _plan.Assigned, folder, _log);
        if (hubs is not null)
            _started.Add("the Event Hubs endpoint", () => hubs.DisposeAsync().AsTask());

        var invoker = new FunctionInvoker(_plan.Pipeline, _invocations, _plan.HostJson.FunctionTimeout, _loggers, _time);
        var history = new RunHistory();
        var triggers = new Triggers(functions, invoker, history, Services, _time, _log);
        WebFront.Map(_web, functions, invoker, new AdminApi(functions, triggers.Timers, history, _status, _time));
        _started.Add("the triggers", () => StopWorkAsync(triggers));
        await WebFront.ListenAsync(_web, _plan.Settings.Urls, _log, cancellationToken);
        triggers.Start(folder, _web.Configuration, _plan);

        Endpoints = new Endpoints(Environment.ProcessId, _web.Urls.First(), hubs?.ConnectionString, storage?.ConnectionString, _time.GetUtcNow());
        EndpointsFile.Write(folder, Endpoints);
        _started.Add("the endpoints file", () => EndpointsFile.Remove(folder));
    }

    /// <summary>Takes no new work of any kind, side by side, and gives what is under way the grace period to finish.</summary>
    private async Task StopWorkAsync(Triggers triggers)
    {
        var triggersStopped = triggers.StopAsync();
        var httpStopped = _web.StopAsync(CancellationToken.None);
        var drained = _invocations.DrainAsync(_plan.Settings.GracePeriod);
        // First, as the listeners cancel their batches themselves: a batch that we cancelled would look to them like one that failed, which is done with.
        await triggersStopped;
        if (!await drained)
        {
            _log.GraceOver(_invocations.Running);
            await _invocations.EndAsync();
            await _invocations.DrainAsync(LastPatience);
        }
        await httpStopped;
    }
}
