using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>An endpoint on a free port with a folder of its own, gone with the test; it can be stopped and started again on the same data.</summary>
internal sealed class EndpointFixture : IAsyncDisposable
{
    private readonly EventHubsEndpointOptions _options;
    private EventHubsEndpoint? _endpoint;

    private EndpointFixture(string folder, Func<EventHubsEndpointOptions, EventHubsEndpointOptions> configure)
    {
        Folder = folder;
        _options = configure(new EventHubsEndpointOptions { DataPath = Path.Combine(folder, "hubs") });
    }

    public string Folder { get; }

    public string ConnectionString => _endpoint!.ConnectionString;

    public int Port => _endpoint!.Port;

    public static EndpointFixture Start(Func<EventHubsEndpointOptions, EventHubsEndpointOptions>? configure = null)
    {
        var fixture = new EndpointFixture(Directory.CreateTempSubdirectory("distill-hubs-").FullName, configure ?? (it => it));
        fixture.StartAgain();
        return fixture;
    }

    public void StartAgain(int port = 0) => _endpoint = EventHubsEndpoint.Start(_options with { Port = port }, NullLogger.Instance);

    public async Task StopAsync()
    {
        if (_endpoint is not null)
        {
            await _endpoint.DisposeAsync();
        }

        _endpoint = null;
    }

    /// <summary>The file that a partition's events are in.</summary>
    public string SegmentOf(string hub, int partition) =>
        Directory.GetFiles(Path.Combine(_options.DataPath, hub, $"{partition}"), "*.events").Order().Last();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
