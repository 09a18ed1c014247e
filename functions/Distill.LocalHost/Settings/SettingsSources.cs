using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Distill.LocalHost.Settings;

/// <summary>Where an app's settings come from: appsettings.json, above it local.settings.json, the environment, the command line.</summary>
internal sealed record SettingsSources(string? LocalSettingsPath, string? HostJsonPath)
{
    public static SettingsSources Add(ConfigurationManager configuration, string[] args, StartupProblems problems)
    {
        var arguments = SettingName.NormalizeArguments(args);
        // The files are found by what the environment and the command line say, and stand below both.
        var above = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        var sources = new SettingsSources(AppFolders.Find(LocalSettingsFile.Name, above), AppFolders.Find(Settings.HostJson.Name, above));
        if (AppFolders.Find("appsettings.json", above) is { } appSettings)
            configuration.AddJsonFile(appSettings, optional: false, reloadOnChange: false);
        if (sources.LocalSettingsPath is { } path)
            configuration.AddInMemoryCollection(LocalSettingsFile.Read(path, problems));
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(arguments);
        return sources;
    }

    /// <summary>Which source a setting's value stands in, for a person to read.</summary>
    public static string Of(IConfiguration configuration, string name)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (!provider.TryGet(name, out _))
                continue;
            return provider switch
            {
                AssignedSettings => "chosen at start",
                CommandLineConfigurationProvider => "command line",
                EnvironmentVariablesConfigurationProvider => "environment",
                MemoryConfigurationProvider => LocalSettingsFile.Name,
                _ => provider.ToString() ?? provider.GetType().Name,
            };
        }
        return "default";
    }
}
