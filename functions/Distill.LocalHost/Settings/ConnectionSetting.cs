using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Finds the connection string for a trigger's Connection. It tries the same setting names as the real host.</summary>
internal static class ConnectionSetting
{
    public static string? Find(IConfiguration configuration, string name) =>
        Names(name)
            .SelectMany(candidate => new[] { configuration.GetConnectionString(candidate), configuration[SettingName.Normalize(candidate)] })
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>Returns whether the name stands for a managed identity. This host supports none.</summary>
    public static bool IsIdentity(IConfiguration configuration, string name) =>
        Names(name).Any(candidate => !string.IsNullOrEmpty(configuration[$"{SettingName.Normalize(candidate)}:fullyQualifiedNamespace"]));

    private static string[] Names(string name) => ["AzureWebJobs" + name, name];
}
