using System.Globalization;

namespace Distill.LocalHost.EventHubs;

/// <summary>The connection string of a plain endpoint on this machine, as every official client reads it.</summary>
internal static class EmulatorConnectionString
{
    public static string For(string host, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"Endpoint=sb://{host}:{port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");
}
