using System.Net;
using System.Net.Sockets;
using Azure.Messaging.EventHubs;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class LocalEventHubsTests : IDisposable
{
    private const string Emulator = "SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Endpoint=sb://localhost;" + Emulator, true)]
    [InlineData("Endpoint=sb://127.0.0.1:5672;" + Emulator, true)]
    [InlineData(null, true)]
    [InlineData("Endpoint=sb://localhost:9999;" + Emulator, false)]
    [InlineData("Endpoint=sb://real.servicebus.windows.net;SharedAccessKeyName=a;SharedAccessKey=b", false)]
    [InlineData("no connection string", false)]
    public async Task ThePortAlone_MovesBothSides_UnlessTheSettingMeansAnotherEndpoint(string? given, bool moves)
    {
        var port = FreePort();
        var assigned = new AssignedSettings();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["EventHubConnection"] = given })
            .Add(assigned)
            .Build();
        using var data = DataFolder.Hold(_folder.Path);
        var settings = new LocalEventHubsSettings
        {
            Enabled = true,
            Port = port,
            Partitions = 1,
            ConnectionSetting = "EventHubConnection",
        };

        await using var endpoint = LocalEventHubs.Start(settings, configuration, assigned, data, NullLogger.Instance);

        Assert.NotNull(endpoint);
        if (moves)
        {
            Assert.Equal(port, EventHubsConnectionStringProperties.Parse(configuration["EventHubConnection"]).Endpoint.Port);
        }
        else
        {
            Assert.Equal(given, configuration["EventHubConnection"]);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
