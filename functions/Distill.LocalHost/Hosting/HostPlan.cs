using Distill.LocalHost.Rpc;
using Distill.LocalHost.Settings;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>What app to run and by which settings, checked as far as that goes before anything runs.</summary>
internal sealed record HostPlan(WorkerApp App, SettingsSources Sources, HostSettings Settings, HostJson HostJson)
{
    /// <exception cref="StartupException">It names everything that is wrong.</exception>
    public static HostPlan Make(HostCommandLine commandLine)
    {
        var app = WorkerApp.Read(commandLine.AppFolder);
        var problems = new StartupProblems();
        var sources = SettingsSources.Read(app.Folder, commandLine.Settings, problems);
        var plan = new HostPlan(
            app,
            sources,
            HostSettings.Read(sources.Configuration, problems),
            HostJson.Read(sources.HostJsonPath, sources.Configuration, problems)
        );
        problems.ThrowIfAny();
        return plan;
    }

    public WorkerStart WorkerStart(RpcServer server, ILoggerFactory loggers) =>
        new(
            App,
            server,
            WorkerEnvironment.Build(App, Sources.FromFile, Sources.FromCommandLine.Concat(Sources.Assigned.All)),
            new WorkerLog(loggers),
            loggers.CreateLogger("Worker.Console"),
            Settings.WorkerTimeout
        );
}
