using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace Distill.Functions.Storage;

/// <summary>
/// Where the tables are: the setting <c>DistillStorage</c>, a connection string; or <c>DistillStorage__tableServiceUri</c> and an identity, which is
/// how the app is deployed: with <c>DistillStorage__credential=managedidentity</c> the app's own (<c>DistillStorage__clientId</c> for a user-assigned
/// one), else the developer's.
/// </summary>
internal static class StorageConnection
{
    public const string Setting = "DistillStorage";

    /// <summary>Where the tables of a day's windows are, in the same forms; without it they are with the others.</summary>
    public const string WindowsSetting = "DistillWindows";

    /// <summary>What is wrong with the settings, in words; empty when all is well. Never quotes them: they may hold a key.</summary>
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
                : [$"{section.Key}__tableServiceUri is no address such as https://account.table.core.windows.net."];
        }

        if (string.IsNullOrWhiteSpace(section.Value))
        {
            return [$"{section.Key} is missing: a storage connection string, or {section.Key}__tableServiceUri and an identity."];
        }

        try
        {
            _ = new TableServiceClient(section.Value);
            return [];
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return [$"{section.Key} is no storage connection string ({e.GetType().Name})."];
        }
    }

    /// <summary>Opens what the settings say when it is first asked for: the local runtime decides the ports at its start.</summary>
    public static TableServiceClient Open(IServiceProvider services) => Open(services.GetRequiredService<IConfiguration>().GetSection(Setting));

    /// <summary>The same for the windows; null when they are with the others.</summary>
    public static TableServiceClient? OpenWindows(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>().GetSection(WindowsSetting) is var section && section.Exists() ? Open(section) : null;

    private static TableServiceClient Open(IConfigurationSection section)
    {
        return section["tableServiceUri"] is { Length: > 0 } uri
            ? new TableServiceClient(new Uri(uri), Identity(section))
            : new TableServiceClient(section.Value);
    }

    private static TokenCredential Identity(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        if (!string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
        }

        return new ManagedIdentityCredential(
            clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned
        );
    }
}
