using Distill.LocalHost.Rpc;
using Distill.LocalHost.Settings;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Hosting;

/// <summary>Which app to run and with which settings. It is checked as far as possible before anything runs.</summary>
internal sealed record HostPlan(WorkerApp App, SettingsSources Sources, HostSettings Settings, HostJson HostJson)
{
    /// <exception cref="StartupException">Something is wrong. The message names all problems.</exception>
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
