using System.Diagnostics;
using Distill.LocalHost.Admin;
using Distill.LocalHost.Azurite;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Http;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Rpc;
using Distill.LocalHost.Settings;
using Distill.LocalHost.Timers;
using Distill.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Distill.LocalHost.Hosting;

/// <summary>
/// The running host. It starts the services that the app needs, then the worker, HTTP and the triggers. It stops them in the opposite order.
/// </summary>
internal sealed class LocalHostApp : IAsyncDisposable
{
    // How long cancelled invocations may take to end. After that, they end with the worker.
    private static readonly TimeSpan s_lastPatience = TimeSpan.FromSeconds(2);

    private readonly HostPlan _plan;
    private readonly WebApplication _web;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Invocations _invocations = new();
    private readonly HostStatus _status;
    private readonly StartedParts _started;

    public LocalHostApp(HostPlan plan, TimeProvider time, Action<ILoggingBuilder>? logging = null)
    {
        _plan = plan;
        _time = time;
        _web = WebFront.Build(plan, logging);
        _loggers = _web.Services.GetRequiredService<ILoggerFactory>();
        _log = _loggers.CreateLogger("Distill.LocalHost");
        _status = new HostStatus(_time);
        _started = new StartedParts(_log);
    }

    /// <summary>The host's addresses; null until it has started.</summary>
    public Endpoints? Endpoints { get; private set; }

    /// <summary>Completes when a part that the host can't do without has ended by itself. The host must then be stopped.</summary>
    public Task Failed { get; private set; } = Task.Delay(Timeout.Infinite);

    /// <exception cref="StartupException">The host can't start. All that had started is stopped.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await _status.MoveToAsync(HostState.Starting);
        try
        {
            Show();
            await StartPartsAsync(cancellationToken);
            await _status.MoveToAsync(HostState.Running);
            _log.Ready(Endpoints!.Http, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch
        {
            await _started.StopAsync();
            throw;
        }
    }

    public async Task StopAsync()
    {
        if (_status.State is HostState.Stopping or HostState.Stopped)
        {
            return;
        }
        _log.Draining(_invocations.Running, _plan.Settings.GracePeriod);
        await _status.MoveToAsync(HostState.Stopping);
        await _started.StopAsync();
        await _status.MoveToAsync(HostState.Stopped);
        _log.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        await _started.StopAsync();
        await _web.DisposeAsync();
        _invocations.Dispose();
        _status.Dispose();
    }

    private void Show()
    {
        _log.FileUsed(LocalSettingsFile.Name, _plan.Sources.LocalSettingsPath ?? "none");
        _log.FileUsed(HostJson.Name, _plan.Sources.HostJsonPath ?? "none");
        foreach (var (name, value) in _plan.Settings.Shown())
        {
            _log.Setting(SettingName.Written(name), value, _plan.Sources.Of(name));
        }
        foreach (var (name, value) in _plan.HostJson.Shown())
        {
            _log.HostJson(name, value);
        }
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var folder = DataFolder.Hold(_plan.Settings.DataPath);
        _started.Add("the data folder", folder.Dispose);
        EndpointsFile.Remove(folder);
        DevelopmentKeys.Assign(_plan.Sources, folder);

        var storage = await DevelopmentStorage.StartAsync(_plan.Sources.Configuration, _plan.Settings.Azurite, folder, _log, cancellationToken);
        if (storage is not null)
        {
            _started.Add("Azurite", () => storage.DisposeAsync().AsTask());
            Failed = storage.Died;
            storage.Assign(_plan.Sources.Configuration, _plan.Sources.Assigned, _log);
        }
        var hubs = LocalEventHubs.Start(_plan.Settings.EventHubs, _plan.Sources.Configuration, _plan.Sources.Assigned, folder, _log);
        if (hubs is not null)
        {
            _started.Add("the Event Hubs endpoint", () => hubs.DisposeAsync().AsTask());
        }
        var server = await RpcServer.StartAsync(_loggers, cancellationToken);
        _started.Add("the gRPC server", () => server.DisposeAsync().AsTask());

        WorkerKeeper? worker = null;
        worker = new WorkerKeeper(_plan.WorkerStart(server, _loggers), _log, _time, () => WriteEndpoints(folder, worker!));
        _started.Add("the worker", () => worker.DisposeAsync().AsTask());
        var index = await worker.StartAsync(cancellationToken);
        var functions = Check(index);
        await worker.LoadAsync(index, cancellationToken);

        var triggers = await OpenAsync(functions, worker, cancellationToken);
        await triggers.StartAsync(folder, _plan, cancellationToken);
        Endpoints = new Endpoints(
            Environment.ProcessId,
            _web.Urls.First(),
            hubs?.ConnectionString,
            storage?.ConnectionString,
            storage?.ConnectionString,
            0,
            "",
            _time.GetUtcNow()
        );
        WriteEndpoints(folder, worker);
        _started.Add("the endpoints file", () => EndpointsFile.Remove(folder));
    }

    private IReadOnlyList<Function> Check(IReadOnlyList<Rpc.Messages.RpcFunctionMetadata> index)
    {
        var problems = new StartupProblems();
        var functions = new FunctionReader(_plan.Sources.Configuration, _plan.HostJson, problems).Read(index);
        problems.ThrowIfAny();
        foreach (var function in functions)
        {
            _log.Found(function.Name, function.Trigger.ToString());
        }
        return functions;
    }

    private async Task<Triggers> OpenAsync(IReadOnlyList<Function> functions, WorkerKeeper worker, CancellationToken cancellationToken)
    {
        var invoker = new FunctionInvoker(_invocations, _plan.HostJson.FunctionTimeout, _loggers, _time);
        var history = new RunHistory();
        var triggers = new Triggers(functions, invoker, worker, history, _time, _log);
        var forwarder = new WorkerForwarder(_web.Services.GetRequiredService<IHttpForwarder>(), _log);
        WebFront.Map(
            _web,
            functions,
            function => new HttpFunctionEndpoint(function, invoker, worker, forwarder),
            new AdminApi(functions, triggers.Timers, history, _status, worker, _time)
        );
        _started.Add("the triggers", () => StopWorkAsync(triggers, forwarder));
        await WebFront.ListenAsync(_web, _plan.Settings.Urls, cancellationToken);
        return triggers;
    }

    private void WriteEndpoints(DataFolder folder, WorkerKeeper worker)
    {
        if (Endpoints is { } endpoints && worker.Report() is { State: WorkerState.Running } report)
        {
            Endpoints = endpoints with { WorkerPid = report.ProcessId, WorkerVersion = report.Version };
            EndpointsFile.Write(folder, Endpoints);
        }
    }

    /// <summary>Stops taking new work of all kinds at the same time. Gives running work the grace period to finish.</summary>
    private async Task StopWorkAsync(Triggers triggers, WorkerForwarder forwarder)
    {
        var triggersStopped = triggers.StopAsync(_plan.Settings.GracePeriod);
        var httpStopped = _web.StopAsync(CancellationToken.None);
        var drained = _invocations.DrainAsync(_plan.Settings.GracePeriod);
        // Wait for the listeners first, because they cancel their batches themselves. If we cancelled a batch, they would take it for a failed one.
        await triggersStopped;
        if (!await drained)
        {
            _log.GraceOver(_invocations.Running);
            await _invocations.EndAsync();
            await _invocations.DrainAsync(s_lastPatience);
        }
        await httpStopped;
        forwarder.Dispose();
    }
}
