using Azure.Data.Tables;
using Distill.Functions.Settings;

namespace Distill.Functions.Storage;

/// <summary>Where the tables are: the setting <c>DistillStorage</c>, a connection string.</summary>
internal static class StorageConnection
{
    public const string Setting = "DistillStorage";

    /// <exception cref="SettingsException">The setting is missing or is no connection string.</exception>
    public static TableServiceClient Open(IServiceProvider services)
    {
        // Asked for when first used: the local runtime decides the ports at its start.
        var connection = services.GetRequiredService<IConfiguration>()[Setting];
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new SettingsException([$"{Setting} is missing: a storage connection string, or UseDevelopmentStorage=true."]);
        }

        try
        {
            return new TableServiceClient(connection);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The message of the client's own exception may quote the key.
            throw new SettingsException([$"{Setting} is no storage connection string ({e.GetType().Name})."]);
        }
    }
}
