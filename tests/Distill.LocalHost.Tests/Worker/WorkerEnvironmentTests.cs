using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Tests.Worker;

public sealed class WorkerEnvironmentTests
{
    [Fact]
    public void Settings_StandBelowAndAboveTheEnvironment()
    {
        // The environment belongs to all tests at once, so its names are unlike any other's.
        Environment.SetEnvironmentVariable("DISTILLWORKER_Both__Name", "environment");
        Environment.SetEnvironmentVariable("DISTILLWORKER_Assigned", "environment");
        var environment = WorkerEnvironment.Build(
            new WorkerApp("folder", "dotnet", []),
            [new("DISTILLWORKER_Both:Name", "file"), new("DISTILLWORKER_File:Name", "file"), new("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")],
            [new("distillworker_assigned", "assigned")]
        );
        Assert.Equal("environment", environment["DISTILLWORKER_Both__Name"]);
        Assert.Equal("file", environment["DISTILLWORKER_File__Name"]);
        Assert.Equal("assigned", environment["distillworker_assigned"]);
        Assert.False(environment.ContainsKey("DISTILLWORKER_Assigned") && !OperatingSystem.IsWindows());
        Assert.Equal("Development", environment["AZURE_FUNCTIONS_ENVIRONMENT"]);
        Assert.Equal("folder", environment["FUNCTIONS_APPLICATION_DIRECTORY"]);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), environment["PATH"]);
    }
}
