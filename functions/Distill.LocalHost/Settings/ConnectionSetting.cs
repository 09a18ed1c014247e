using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Finds the connection string that a trigger's Connection names, under the names that the real host tries.</summary>
internal static class ConnectionSetting
{
    public static string? Find(IConfiguration configuration, string name) =>
        Names(name)
            .SelectMany(candidate => new[] { configuration.GetConnectionString(candidate), configuration[SettingName.Normalize(candidate)] })
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>Whether the name stands for a managed identity, which this host has none of.</summary>
    public static bool IsIdentity(IConfiguration configuration, string name) =>
        Names(name).Any(candidate => !string.IsNullOrEmpty(configuration[$"{SettingName.Normalize(candidate)}:fullyQualifiedNamespace"]));

    private static string[] Names(string name) => ["AzureWebJobs" + name, name];
}
