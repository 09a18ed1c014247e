using System.Diagnostics;
using Azure.Messaging.EventHubs;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>The Event Hubs endpoint in a process of its own. It keeps its port and its events when it is killed and started again.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly string _folder;
    private Process _process;

    private HubProcess(string folder, Process process, string connectionString) =>
        (_folder, _process, ConnectionString) = (folder, process, connectionString);

    public string ConnectionString { get; }

    public static async Task<HubProcess> StartAsync(string folder)
    {
        var (process, connectionString) = await LaunchAsync(folder, 0);
        return new HubProcess(folder, process, connectionString);
    }

    /// <summary>SIGKILL, and a new start.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        var port = EventHubsConnectionStringProperties.Parse(ConnectionString).Endpoint.Port;
        (_process, var connectionString) = await LaunchAsync(_folder, port);
        Assert.Equal(ConnectionString, connectionString);
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task EndAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<(Process Process, string ConnectionString)> LaunchAsync(string folder, int port)
    {
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [Metadata.Hub, $"{port}", folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        if (await process.StandardOutput.ReadLineAsync() is { } connectionString)
        {
            return (process, connectionString);
        }

        throw new InvalidOperationException($"The Event Hubs endpoint did not start: {await process.StandardError.ReadToEndAsync()}");
    }
}
