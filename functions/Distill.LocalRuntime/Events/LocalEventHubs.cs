using System.Net.Sockets;
using Distill.EventHubs;
using Distill.LocalRuntime.EventHubs;
using Distill.LocalRuntime.Hosting;
using Distill.LocalRuntime.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Events;

/// <summary>The Event Hubs endpoint for one machine, when the settings ask for it, and the setting that points at it.</summary>
internal static class LocalEventHubs
{
    /// <summary>Lets the app be checked before the endpoint runs: the setting holds a connection string of the right form, though not yet the port.</summary>
    public static void Announce(LocalEventHubsSettings settings, IConfiguration configuration, AssignedSettings assigned)
    {
        if (settings.Enabled && Decides(settings, configuration))
            assigned.Assign(SettingName.Normalize(settings.ConnectionSetting), EventHubsConnectionString.ForEmulator("127.0.0.1", settings.Port));
    }

    /// <summary>Null when the settings don't ask for it.</summary>
    /// <exception cref="StartupException">The port is taken, or the data can't be used.</exception>
    public static EventHubsEndpoint? Start(LocalEventHubsSettings settings, AssignedSettings assigned, DataFolder folder, ILogger log)
    {
        if (!settings.Enabled)
            return null;
        try
        {
            var endpoint = EventHubsEndpoint.Start(
                new EventHubsEndpointOptions { Port = settings.Port, Partitions = settings.Partitions, DataPath = folder.File("eventhubs") }, log);
            var name = SettingName.Normalize(settings.ConnectionSetting);
            // Announced, so ours to decide.
            if (assigned.TryGet(name, out _))
            {
                assigned.Assign(name, endpoint.ConnectionString);
                log.EventHubsAssigned(settings.ConnectionSetting);
            }
            return endpoint;
        }
        catch (SocketException e)
        {
            throw new StartupException(
                $"port {settings.Port} for the local Event Hubs endpoint can't be had: {e.Message}. Set LocalEventHubs__Port to another, or to 0 for a free one.", e);
        }
        catch (IOException e)
        {
            throw new StartupException($"the local Event Hubs endpoint can't use its data folder: {e.Message}", e);
        }
    }

    // On a port that is known beforehand, a setting that someone made stands.
    private static bool Decides(LocalEventHubsSettings settings, IConfiguration configuration) =>
        settings.Port == 0 || ConnectionSetting.Find(configuration, settings.ConnectionSetting) is null;
}
