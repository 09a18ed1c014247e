using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Data.Tables;
using Distill.LocalHost.Azurite;
using Distill.LocalHost.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalHost.Tests.Azurite;

public sealed class AzuriteTests : IDisposable
{
    private static readonly string[] FreePorts = ["--LocalAzurite__TablePort=0", "--LocalAzurite__BlobPort=0", "--LocalAzurite__QueuePort=0"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DevelopmentStorage_IsStartedOnFreePortsKeptAndStopped()
    {
        string connection;
        await using (var app = await App().StartAsync())
        {
            var configuration = app.Host.Services.GetRequiredService<IConfiguration>();
            connection = configuration["DistillStorage"]!;
            Assert.Equal(connection, configuration["AzureWebJobsStorage"]);
            Assert.Equal(connection, app.Endpoints.Tables);
            Assert.All(new[] { "BlobEndpoint=", "QueueEndpoint=", "TableEndpoint=" }, part => Assert.Contains(part, connection, StringComparison.Ordinal));
            var table = new TableClient(connection, "verdicts");
            await table.CreateIfNotExistsAsync();
            await table.AddEntityAsync(new TableEntity("a", "1") { ["score"] = 0.5 });
        }
        await Assert.ThrowsAsync<AggregateException>(() => new TableClient(connection, "verdicts", Impatient()).GetEntityAsync<TableEntity>("a", "1"));

        await using var again = await App().StartAsync();
        var kept = await new TableClient(again.Endpoints.Tables, "verdicts").GetEntityAsync<TableEntity>("a", "1");
        Assert.Equal(0.5, kept.Value.GetDouble("score"));
    }

    [Fact]
    public async Task KilledApp_LeavesNoAzuriteBehindAndLosesNothing()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Signals are sent with kill.");
        string[] args = ["--DistillStorage=UseDevelopmentStorage=true", .. FreePorts];
        await using (var killed = new SampleProcess(_folder.Path, args))
        {
            var table = new TableClient((await killed.EndpointsAsync()).Tables, "verdicts");
            await table.CreateIfNotExistsAsync();
            await table.AddEntityAsync(new TableEntity("a", "1"));
            await killed.SignalAsync("KILL");
            await killed.EndsAsync();
            Assert.True(File.Exists(killed.EndpointsPath));
        }
        var left = JsonSerializer.Deserialize<AzuriteRecord>(await File.ReadAllTextAsync(Path.Combine(_folder.Path, ".distill", "azurite.json")))!;

        await using var next = new SampleProcess(_folder.Path, args);
        var endpoints = await next.EndpointsAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(left.Pid));
        await new TableClient(endpoints.Tables, "verdicts").GetEntityAsync<TableEntity>("a", "1");
    }

    [Fact]
    public async Task CtrlC_ReachesAzuriteTooButStorageOutlastsTheFunctions()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The app's process group is made with setsid.");
        await using var app = new SampleProcess(_folder.Path, ["--DistillStorage=UseDevelopmentStorage=true", .. FreePorts], ownGroup: true);
        using var http = new HttpClient { BaseAddress = new Uri((await app.EndpointsAsync()).Http) };
        await http.PostAsync("/admin/functions/CloseBooks", new StringContent("""{"input":""}""", null, "application/json"));
        await app.SaysAsync("books: closing");
        await app.SignalAsync("INT", toGroup: true);
        await app.EndsAsync();
        Assert.Equal(0, app.ExitCode);
        Assert.Contains("books: closed", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ended by itself", app.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(app.DataPath, "azurite.json")));
    }

    [Fact]
    public async Task MissingNpx_IsToldPlainly()
    {
        await using var app = new SampleProcess(
            _folder.Path, ["--DistillStorage=UseDevelopmentStorage=true", .. FreePorts], new() { ["PATH"] = _folder.Path });
        await app.EndsAsync();
        Assert.NotEqual(0, app.ExitCode);
        Assert.Contains("npx was not found. Install Node.js", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListeningPort_IsTakenForAzurite()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var app = await new TestApp(typeof(HttpFunctions)) { Folder = _folder.Path, KeepFolder = true }
            .Set("DistillStorage", "UseDevelopmentStorage=true").Set("LocalAzurite:TablePort", $"{port}").StartAsync();
        Assert.Contains($"TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;", app.Endpoints.Tables, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(app.DataPath, "azurite.json")));
    }

    [Fact]
    public async Task OtherStorage_StartsNothing()
    {
        await using var app = await new TestApp(typeof(HttpFunctions)) { Folder = _folder.Path, KeepFolder = true }
            .Set("DistillStorage", "AccountName=real;AccountKey=c2VjcmV0").StartAsync();
        Assert.Null(app.Endpoints.Tables);
        Assert.DoesNotContain(app.Log.Lines, line => line.Text.Contains("c2VjcmV0", StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", await File.ReadAllTextAsync(Path.Combine(app.DataPath, "endpoints.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenPort_IsToldAndNothingIsLeftRunning()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var app = App().Set("LocalAzurite:BlobPort", $"{((IPEndPoint)listener.LocalEndpoint).Port}");
        var error = await Assert.ThrowsAsync<Distill.LocalHost.Settings.StartupException>(app.StartAsync);
        Assert.Contains("EADDRINUSE", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(app.DataPath, "azurite.json")));
        await app.DisposeAsync();
    }

    private TestApp App() => new TestApp(typeof(HttpFunctions)) { Folder = _folder.Path, KeepFolder = true }
        .Set("DistillStorage", "UseDevelopmentStorage=true").Set("AzureWebJobsStorage", "UseDevelopmentStorage=true;")
        .Set("LocalAzurite:TablePort", "0").Set("LocalAzurite:BlobPort", "0").Set("LocalAzurite:QueuePort", "0");

    private static TableClientOptions Impatient() => new() { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1) } };
}
