using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Data.Tables;
using Distill.LocalHost.Azurite;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Tests.Azurite;

public sealed class AzuriteTests : IDisposable
{
    private readonly SampleFolder _folder = new();

    public AzuriteTests()
    {
        _folder.Settings["DistillStorage"] = "UseDevelopmentStorage=true";
        _folder.Settings["AzureWebJobsStorage"] = "UseDevelopmentStorage=true;";
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DevelopmentStorage_IsStartedOnFreePortsKeptAndStopped()
    {
        string connection;
        await using (var host = await new SampleHost(_folder).StartAsync())
        {
            connection = await host.Http.GetStringAsync("/api/settings/DistillStorage", Token);
            Assert.Equal(connection, await host.Http.GetStringAsync("/api/settings/AzureWebJobsStorage", Token));
            Assert.Equal(connection, host.Endpoints.Tables);
            Assert.Equal(connection, host.Endpoints.Blobs);
            Assert.All(
                new[] { "BlobEndpoint=", "QueueEndpoint=", "TableEndpoint=" },
                part => Assert.Contains(part, connection, StringComparison.Ordinal)
            );
            var table = new TableClient(connection, "verdicts");
            await table.CreateIfNotExistsAsync(Token);
            await table.AddEntityAsync(new TableEntity("a", "1") { ["score"] = 0.5 }, Token);
        }
        await Assert.ThrowsAsync<AggregateException>(() =>
            new TableClient(connection, "verdicts", Impatient()).GetEntityAsync<TableEntity>("a", "1", cancellationToken: Token)
        );

        await using var again = await new SampleHost(_folder).StartAsync();
        var kept = await new TableClient(again.Endpoints.Tables, "verdicts").GetEntityAsync<TableEntity>("a", "1", cancellationToken: Token);
        Assert.Equal(0.5, kept.Value.GetDouble("score"));
    }

    [Fact]
    public async Task KilledHost_LeavesNoAzuriteBehindAndLosesNothing()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Signals are sent with kill.");
        }
        await using (var killed = new HostProcess(_folder))
        {
            var table = new TableClient((await killed.EndpointsAsync()).Tables, "verdicts");
            await table.CreateIfNotExistsAsync(Token);
            await table.AddEntityAsync(new TableEntity("a", "1"), Token);
            await killed.SignalAsync("KILL");
            await killed.EndsAsync();
            Assert.True(File.Exists(killed.EndpointsPath));
        }
        var left = JsonSerializer.Deserialize<AzuriteRecord>(await File.ReadAllTextAsync(Path.Combine(_folder.Data, "azurite.json"), Token))!;

        await using var next = new HostProcess(_folder);
        var endpoints = await next.EndpointsAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(left.Pid));
        await new TableClient(endpoints.Tables, "verdicts").GetEntityAsync<TableEntity>("a", "1", cancellationToken: Token);
    }

    [Fact]
    public async Task KilledAzurite_IsToldAndStopsTheHost()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Signals are sent with kill.");
        }
        await using var host = new HostProcess(_folder);
        await host.EndpointsAsync();
        var azurite = JsonSerializer.Deserialize<AzuriteRecord>(await File.ReadAllTextAsync(Path.Combine(_folder.Data, "azurite.json"), Token))!;
        using (var process = Process.GetProcessById(azurite.Pid))
        {
            process.Kill();
        }

        await host.EndsAsync();

        Assert.Equal(1, host.ExitCode);
        Assert.Contains("ended by itself. What was stored in its last seconds may be lost", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Azurite_IsPinned_WithItsPackages_AndWithoutDownloadAddresses()
    {
        using var stream = typeof(AzuriteRecord).Assembly.GetManifestResourceStream("azurite-package-lock.json")!;
        using var document = JsonDocument.Parse(stream);
        var packages = document.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).ToArray();

        Assert.Equal(AzuritePackage.Version, packages.Single(p => p.Name == "node_modules/azurite").Value.GetProperty("version").GetString());
        Assert.All(packages, p => Assert.StartsWith("sha512-", p.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(packages, p => p.Value.TryGetProperty("resolved", out _));
    }

    [Fact]
    public async Task MissingNode_IsToldPlainly()
    {
        await using var host = new HostProcess(_folder, environment: new() { ["PATH"] = _folder.App });
        await host.EndsAsync();
        Assert.Equal(1, host.ExitCode);
        Assert.Contains("was not found. Install Node.js", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListeningPorts_AreTakenForAzurite()
    {
        using var tables = Listen();
        using var blobs = Listen();
        _folder.Settings["LocalAzurite:TablePort"] = $"{Port(tables)}";
        await using var lone = new SampleHost(_folder);
        var error = await Assert.ThrowsAsync<StartupException>(lone.StartAsync);
        Assert.Contains("nothing on the blob port", error.Message, StringComparison.Ordinal);

        _folder.Settings["LocalAzurite:BlobPort"] = $"{Port(blobs)}";
        await using var host = await new SampleHost(_folder).StartAsync();
        Assert.Contains($"TableEndpoint=http://127.0.0.1:{Port(tables)}/devstoreaccount1;", host.Endpoints.Tables, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Data, "azurite.json")));
    }

    [Fact]
    public async Task OtherStorage_StartsNothing()
    {
        _folder.Settings["DistillStorage"] = "AccountName=real;AccountKey=c2VjcmV0";
        _folder.Settings["AzureWebJobsStorage"] =
            "DefaultEndpointsProtocol=http;AccountName=real;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/real";
        await using var host = await new SampleHost(_folder).StartAsync();
        Assert.Null(host.Endpoints.Tables);
        Assert.DoesNotContain(host.Log.Lines, line => line.Text.Contains("c2VjcmV0", StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", await File.ReadAllTextAsync(Path.Combine(_folder.Data, "endpoints.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenPort_IsToldAndNothingIsLeftRunning()
    {
        using var listener = Listen();
        _folder.Settings["LocalAzurite:BlobPort"] = $"{Port(listener)}";
        await using var host = new SampleHost(_folder);
        var error = await Assert.ThrowsAsync<StartupException>(host.StartAsync);
        Assert.Contains("EADDRINUSE", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Data, "azurite.json")));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static TableClientOptions Impatient() => new() { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1) } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
