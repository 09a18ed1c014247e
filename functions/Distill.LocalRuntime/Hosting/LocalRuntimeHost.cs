using System.Diagnostics;
using Distill.LocalRuntime.Admin;
using Distill.LocalRuntime.Azurite;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.Http;
using Distill.LocalRuntime.Invocation;
using Distill.LocalRuntime.Settings;
using Distill.LocalRuntime.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Hosting;

/// <summary>The running app: first what it needs on this machine, then HTTP, then the triggers; stopped in the opposite order.</summary>
internal sealed class LocalRuntimeHost(WebApplication web, RuntimePlan plan) : IHost, IAsyncDisposable
{
    private readonly ILoggerFactory _loggers = web.Services.GetRequiredService<ILoggerFactory>();
    private readonly ILogger _log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Distill.LocalRuntime");
    private readonly TimeProvider _time = web.Services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly Invocations _invocations = new();
    private readonly HostStatus _status = new(web.Services.GetService<TimeProvider>() ?? TimeProvider.System);

    // What is to be stopped, in the order it was started.
    private readonly Stack<(string Part, Func<Task> StopAsync)> _started = new();

    public IServiceProvider Services => web.Services;

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
            foreach (var problem in e is StartupException startup ? startup.Problems : [])
                _log.Problem(problem);
            await StopPartsAsync();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_status.State is HostState.Stopping or HostState.Stopped)
            return;
        _log.Draining(_invocations.Running, plan.Settings.GracePeriod);
        await _status.MoveToAsync(HostState.Stopping);
        await StopPartsAsync();
        await _status.MoveToAsync(HostState.Stopped);
        _log.Stopped();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await StopPartsAsync();
        await web.DisposeAsync();
        _invocations.Dispose();
        _status.Dispose();
    }

    private IReadOnlyList<DiscoveredFunction> Check()
    {
        // The endpoints that are about to start give these settings their values.
        if (plan.Settings.EventHubs.Enabled)
            plan.Assigned.Assign(plan.Settings.EventHubs.ConnectionSetting, "(the local Event Hubs endpoint)");
        var functions = new FunctionDiscovery(web.Configuration, plan.HostJson, plan.UsesAspNetCore, plan.Problems).Find(plan.Types);
        plan.Problems.ThrowIfAny();
        return functions;
    }

    private void Show(IReadOnlyList<DiscoveredFunction> functions)
    {
        _log.FileUsed(LocalSettingsFile.Name, plan.Sources.LocalSettingsPath ?? "none");
        _log.FileUsed(HostJson.Name, plan.Sources.HostJsonPath ?? "none");
        foreach (var (name, value) in plan.Settings.Shown())
            _log.Setting(SettingName.Written(name), value, SettingsSources.Of(web.Configuration, name));
        foreach (var (name, value) in plan.HostJson.Shown())
            _log.HostJson(name, value);
        foreach (var function in functions)
            _log.Found(function.Name, function.Trigger.ToString());
    }

    private async Task StartPartsAsync(IReadOnlyList<DiscoveredFunction> functions, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Hold(plan.Settings.DataPath);
        Started("the data folder", () =>
        {
            folder.Dispose();
            return Task.CompletedTask;
        });
        EndpointsFile.Remove(folder);

        var storage = await DevelopmentStorage.StartAsync(web.Configuration, plan.Settings.Azurite, folder, _log, cancellationToken);
        if (storage is not null)
        {
            Started("Azurite", () => storage.DisposeAsync().AsTask());
            foreach (var name in DevelopmentStorage.Names(web.Configuration).ToList())
            {
                plan.Assigned.Assign(name, storage.ConnectionString);
                _log.StorageAssigned(name);
            }
        }

        var invoker = new FunctionInvoker(plan.Pipeline, _invocations, plan.HostJson.FunctionTimeout, _loggers, _time);
        var history = new RunHistory();
        var timers = functions.Where(function => function.Trigger is TimerTrigger)
            .Select(function => new TimerFunction(function, invoker, web.Services.GetRequiredService<IServiceScopeFactory>(), history, _time))
            .ToList();
        MapHttp(functions, invoker, new AdminApi(functions, timers, history, _status, _time));
        web.Urls.Clear();
        foreach (var url in plan.Settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            web.Urls.Add(url);
        Started("HTTP", StopHttpAsync);
        await ListenAsync(cancellationToken);
        foreach (var url in web.Urls.Where(url => !new Uri(url).IsLoopback))
            _log.OpenToOthers(url);

        foreach (var timer in timers)
        {
            var file = new TimerStatusFile(folder.File("timers"), timer.Function.Name, _log);
            var listener = new TimerListener(timer, file, _time, _log);
            Started($"the timer {timer.Function.Name}", listener.StopAsync);
            listener.Start();
        }

        Endpoints = new Endpoints(Environment.ProcessId, web.Urls.First(), null, storage?.ConnectionString, _time.GetUtcNow());
        EndpointsFile.Write(folder, Endpoints);
        Started("the endpoints file", () =>
        {
            EndpointsFile.Remove(folder);
            return Task.CompletedTask;
        });
    }

    private void MapHttp(IReadOnlyList<DiscoveredFunction> functions, FunctionInvoker invoker, AdminApi admin)
    {
        web.UseMiddleware<ServerErrors>();
        web.UseRouting();
        // Routing answers a wrong method with an endpoint of its own, 405; the real host knows no such route, 404.
        web.Use((http, next) =>
        {
            if (http.GetEndpoint() is not null and not RouteEndpoint)
                http.SetEndpoint(null);
            return next(http);
        });
        admin.Map(web);
        foreach (var function in functions.Where(function => function.Trigger is HttpTrigger))
        {
            var trigger = (HttpTrigger)function.Trigger;
            var mapped = web.Map(trigger.Route, new HttpFunctionEndpoint(function, invoker).AnswerAsync).WithDisplayName(function.Name);
            if (trigger.Methods.Count > 0)
                mapped.WithMetadata(new HttpMethodMetadata(trigger.Methods));
        }
    }

    /// <exception cref="StartupException">The address is taken.</exception>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException($"{e.Message} Choose another with --urls, or a free one with --urls http://127.0.0.1:0.", e);
        }
    }

    /// <summary>Takes no more requests, and lets invocations of every kind finish.</summary>
    private async Task StopHttpAsync()
    {
        var stopped = web.StopAsync(CancellationToken.None);
        await DrainAsync();
        await stopped;
    }

    private async Task DrainAsync()
    {
        if (await _invocations.DrainAsync(plan.Settings.GracePeriod))
            return;
        _log.GraceOver(_invocations.Running);
        await _invocations.EndAsync();
        // Time to notice; what doesn't is left to the end of the process.
        await _invocations.DrainAsync(TimeSpan.FromSeconds(2));
    }

    private void Started(string part, Func<Task> stop) => _started.Push((part, stop));

    private async Task StopPartsAsync()
    {
        while (_started.TryPop(out var started))
        {
            try
            {
                await started.StopAsync();
            }
            catch (Exception e)
            {
                // The parts below must be stopped all the same: one of them is another process.
                _log.StopFailed(e, started.Part);
            }
        }
    }
}
