using System.Text.Json;
using Distill.LocalRuntime.Tests.Events;

namespace Distill.LocalRuntime.Tests.Hosting;

/// <summary>The sample app as a process: what only shows from outside.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_DrainsAndStops(string signal)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Signals are sent with kill.");
        await using var app = new SampleProcess(_folder.Path, []);
        using var http = new HttpClient { BaseAddress = new Uri((await app.EndpointsAsync()).Http) };
        await http.PostAsync("/admin/functions/CloseBooks", new StringContent("""{"input":""}""", null, "application/json"));
        await app.SaysAsync("books: closing");
        await app.SignalAsync(signal);
        await app.EndsAsync();
        Assert.Equal(0, app.ExitCode);
        Assert.Contains("books: closed", app.Output, StringComparison.Ordinal);
        Assert.Contains("Stopped.", app.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(app.EndpointsPath));
    }

    [Fact]
    public async Task FilesOfTheWorkingDirectory_AreUsed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "host.json"), """{"version":"2.0","extensions":{"http":{"routePrefix":"v9"}}}""");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "local.settings.json"), """{"Values":{"Greeting":"hello","LocalRuntime__DataPath":"kept"}}""");
        await using var app = new SampleProcess(_folder.Path, ["--LocalRuntime__DataPath=.distill"]);
        using var http = new HttpClient { BaseAddress = new Uri((await app.EndpointsAsync()).Http) };
        Assert.Equal("hello", await http.GetStringAsync("/v9/settings/Greeting"));
    }

    [Fact]
    public async Task JsonLog_IsAnObjectALineWithScopes()
    {
        await using var app = new SampleProcess(_folder.Path, ["--LocalRuntime__LogFormat=json"]);
        using var http = new HttpClient { BaseAddress = new Uri((await app.EndpointsAsync()).Http) };
        await http.GetStringAsync("/api/ledger");
        await app.SaysAsync("Executed ReadLedger");
        var lines = app.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToList();
        var executed = lines.Single(line => line.GetProperty("Message").GetString()!.StartsWith("Executed ReadLedger", StringComparison.Ordinal));
        Assert.Equal("ReadLedger", executed.GetProperty("State").GetProperty("Function").GetString());
        Assert.Contains(executed.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("AzureFunctions_InvocationId", out _));
    }

    [Fact]
    public async Task Triggers_OfEveryKindWorkTogether()
    {
        await using var app = new SampleProcess(_folder.Path, []);
        var endpoints = await app.EndpointsAsync();
        using var http = new HttpClient { BaseAddress = new Uri(endpoints.Http) };
        await SentEvents.SendAsync(endpoints.EventHubs!, "ledger", "a", "b");
        while (await http.GetStringAsync("/api/ledger") != """["a","b"]""")
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await http.PostAsync("/admin/functions/CloseBooks", new StringContent("""{"input":""}""", null, "application/json"));
        while (await http.GetStringAsync("/api/ledger") != """["a","b","closing","closed"]""")
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FailedStart_TellsEveryProblemAndExitsNonZero()
    {
        await using var app = new SampleProcess(_folder.Path, ["--LocalEventHubs__Port=x", "--LocalAzurite__TablePort=y"]);
        await app.EndsAsync();
        Assert.NotEqual(0, app.ExitCode);
        Assert.Contains("LocalEventHubs__Port is 'x'", app.Output, StringComparison.Ordinal);
        Assert.Contains("LocalAzurite__TablePort is 'y'", app.Output, StringComparison.Ordinal);
    }
}
