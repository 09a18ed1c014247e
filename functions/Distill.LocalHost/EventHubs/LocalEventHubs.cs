using System.Net.Sockets;
using Azure.Messaging.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>Starts the Event Hubs endpoint if the settings ask for it, and puts its connection string into a setting.</summary>
internal static class LocalEventHubs
{
    // Clients use it when a connection string names none.
    private const int UsualPort = 5672;

    /// <summary>Starts the endpoint. Returns null if the settings don't ask for it.</summary>
    /// <exception cref="StartupException">The port is taken, or the data can't be used.</exception>
    public static EventHubsEndpoint? Start(
        LocalEventHubsSettings settings,
        IConfiguration configuration,
        AssignedSettings assigned,
        DataFolder folder,
        ILogger log
    )
    {
        if (!settings.Enabled)
        {
            return null;
        }
        try
        {
            var endpoint = EventHubsEndpoint.Start(
                new EventHubsEndpointOptions
                {
                    Port = settings.Port,
                    Partitions = settings.Partitions,
                    DataPath = folder.File("eventhubs"),
                },
                log
            );
            if (Decides(settings, configuration))
            {
                assigned.Assign(SettingName.Normalize(settings.ConnectionSetting), endpoint.ConnectionString);
                log.EventHubsAssigned(settings.ConnectionSetting);
            }
            return endpoint;
        }
        catch (SocketException e)
        {
            throw new StartupException(
                $"port {settings.Port} for the local Event Hubs endpoint is not available: {e.Message}. Set LocalEventHubs__Port to another, or "
                    + $"to 0 for a free one.",
                e
            );
        }
        catch (IOException e)
        {
            throw new StartupException($"the local Event Hubs endpoint can't use its data folder: {e.Message}", e);
        }
    }

    // Whether the host assigns the setting. A connection string to the emulator's usual port on this machine means this endpoint, so it follows the
    // port. Any other stays.
    private static bool Decides(LocalEventHubsSettings settings, IConfiguration configuration) =>
        settings.Port == 0 || ConnectionSetting.Find(configuration, settings.ConnectionSetting) is not { } given || MeansThisEndpoint(given);

    private static bool MeansThisEndpoint(string connection)
    {
        try
        {
            var endpoint = EventHubsConnectionStringProperties.Parse(connection).Endpoint;
            return connection.Contains("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase)
                && endpoint.IsLoopback
                && endpoint.Port is -1 or UsualPort;
        }
        catch (FormatException)
        {
            // Not a connection string. The trigger says so.
            return false;
        }
    }
}
