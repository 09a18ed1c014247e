using System.Text.Json;

namespace Distill.LocalHost.Tests.Hosting;

/// <summary>The host as a process: what only shows from outside.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_DrainsAndStops(string signal)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Signals are sent with kill, and a process group is made with setsid.");
        }
        // A terminal sends Ctrl-C to all processes of the group, and timeout or systemd a SIGTERM:
        // neither worker nor storage may end before the functions.
        _folder.WithHubAndStorage().Settings["LocalHost:GracePeriod"] = "00:10:00";
        await using var host = new HostProcess(_folder, ownGroup: true);
        var endpoints = await host.EndpointsAsync();
        using var http = new HttpClient { BaseAddress = new Uri(endpoints.Http) };
        await http.PostAsync("/admin/functions/Gated", new StringContent("""{"input":""}""", null, "application/json"), Token);
        await Patience.UntilAsync(() => _folder.Ledger().Contains("gated began"), () => host.Output);
        await host.SignalAsync(signal, toGroup: true);
        await host.SaysAsync("Stopping: no new work; 1 invocations");
        _folder.Open("gated");
        await host.EndsAsync();
        Assert.Equal(0, host.ExitCode);
        Assert.Equal(["gated began", "gated done"], _folder.Ledger());
        Assert.Contains("Stopped.", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ended by itself", host.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(host.EndpointsPath));
        Assert.False(File.Exists(Path.Combine(_folder.Data, "azurite.json")));
    }

    [Fact]
    public async Task EndOfInput_StopsWhenAskedTo()
    {
        await using var host = new HostProcess(_folder, ["--LocalHost__StopWithInput", "true"]);
        await host.EndpointsAsync();
        host.CloseInput();
        await host.EndsAsync();
        Assert.Equal(0, host.ExitCode);
        Assert.Contains("Stopped.", host.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(host.EndpointsPath));
    }

    [Fact]
    public async Task FilesOfTheAppsFolder_ReachHostAndWorker()
    {
        _folder.Write("host.json", """{"version":"2.0","extensions":{"http":{"routePrefix":"v9"}}}""");
        _folder.Write("local.settings.json", """{"Values":{"Greeting":"hello","Both":"file","LocalHost__LogFormat":"json"}}""");
        await using var host = new HostProcess(
            _folder,
            ["--Given", "argument"],
            new() { ["Both"] = "environment", ["ASPNETCORE_URLS"] = "http://127.0.0.1:1" }
        );
        using var http = new HttpClient { BaseAddress = new Uri((await host.EndpointsAsync()).Http) };
        Assert.Equal("hello", await http.GetStringAsync("/v9/settings/Greeting", Token));
        Assert.Equal("environment", await http.GetStringAsync("/v9/settings/Both", Token));
        Assert.Equal("argument", await http.GetStringAsync("/v9/settings/Given", Token));
        Assert.Equal("dotnet-isolated", await http.GetStringAsync("/v9/variables/FUNCTIONS_WORKER_RUNTIME", Token));
        // What leashes the worker to its host is not passed on to what the worker starts.
        Assert.Equal("(none)", await http.GetStringAsync("/v9/variables/DOTNET_STARTUP_HOOKS", Token));

        await host.SaysAsync("Executed ReadVariable");
        var lines = host
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonElement.Parse(line))
            .ToList();
        var executed = lines.First(line => line.GetProperty("Message").GetString()!.StartsWith("Executed ReadVariable", StringComparison.Ordinal));
        Assert.Equal("ReadVariable", executed.GetProperty("State").GetProperty("Function").GetString());
        Assert.Contains(executed.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("AzureFunctions_InvocationId", out _));
    }

    [Fact]
    public async Task FailedStart_TellsEveryProblemAndExitsWith1()
    {
        await using var host = new HostProcess(_folder, ["--LocalEventHubs__Port=x", "--urls=http://0.0.0.0:7071"]);
        await host.EndsAsync();
        Assert.Equal(1, host.ExitCode);
        Assert.Contains("LocalEventHubs__Port is 'x'", host.Output, StringComparison.Ordinal);
        Assert.Contains("urls has 'http://0.0.0.0:7071', which other machines can reach", host.Output, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
