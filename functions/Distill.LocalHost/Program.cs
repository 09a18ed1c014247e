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
    await signals.WaitAsync();
    await host.StopAsync();
    return 0;
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
