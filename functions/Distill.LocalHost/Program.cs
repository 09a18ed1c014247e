using Distill.LocalHost.Hosting;
using Distill.LocalHost.Settings;

try
{
    var commandLine = HostCommandLine.Parse(args);
    if (commandLine.IsHelp)
    {
        Console.Out.Write(HostCommandLine.Help);
        return 0;
    }
    var plan = HostPlan.Make(commandLine);
    using var signals = new StopSignals(plan.Settings.StopWithInput);
    await using var host = new LocalHostApp(plan, TimeProvider.System);
    await host.StartAsync(signals.Stopping);
    await Task.WhenAny(signals.WaitAsync(), host.Failed);
    await host.StopAsync();
    return host.Failed.IsCompleted ? 1 : 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    // The host was asked to stop while it started.
    return 0;
}
