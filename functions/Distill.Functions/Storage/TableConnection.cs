using Azure.Data.Tables;
using Distill.Functions.Settings;

namespace Distill.Functions.Storage;

/// <summary>
/// Opens the tables. The setting <c>DistillStorage</c> is a connection string. Or <c>DistillStorage:tableServiceUri</c> is an address, and an
/// identity opens it (<see cref="AppIdentity"/>). The app is deployed with its own identity.
/// </summary>
internal static class TableConnection
{
    public const string Setting = "DistillStorage";

    /// <summary>Where the tables of windows are, in the same forms. Without it they are in the same account as the others.</summary>
    public const string WindowsSetting = "DistillWindows";

    /// <summary>What is wrong with the settings, in words; empty if all is well. It never quotes them, because they may hold a key.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        configuration.GetSection(WindowsSetting) is var windows && windows.Exists()
            ? Errors(configuration.GetSection(Setting)).Concat(Errors(windows))
            : Errors(configuration.GetSection(Setting));

    private static IEnumerable<string> Errors(IConfigurationSection section)
    {
        if (section["tableServiceUri"] is { Length: > 0 } uri)
        {
            return Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http"
                ? []
                : [$"`{section.Key}:tableServiceUri` must be an address such as https://account.table.core.windows.net."];
        }

        if (string.IsNullOrWhiteSpace(section.Value))
        {
            return [$"`{section.Key}` is missing. Set a storage connection string, or `{section.Key}:tableServiceUri` and an identity."];
        }

        try
        {
            _ = new TableServiceClient(section.Value);
            return [];
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return [$"`{section.Key}` is not a storage connection string ({e.GetType().Name})."];
        }
    }

    /// <summary>Opens the storage when it is first used. The development host chooses its ports when it starts.</summary>
    public static TableServiceClient Open(IServiceProvider services) => Open(services.GetRequiredService<IConfiguration>().GetSection(Setting));

    /// <summary>Opens the storage of the windows; null if they are in the same account as the others.</summary>
    public static TableServiceClient? OpenWindows(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>().GetSection(WindowsSetting) is var section && section.Exists() ? Open(section) : null;

    private static TableServiceClient Open(IConfigurationSection section)
    {
        return section["tableServiceUri"] is { Length: > 0 } uri
            ? new TableServiceClient(new Uri(uri), AppIdentity.Of(section))
            : new TableServiceClient(section.Value);
    }
}
