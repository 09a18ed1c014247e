using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Distill.LocalHost.Settings;

/// <summary>
/// The sources of settings, from lowest to highest: local.settings.json in the app's folder, environment, command line, and the host's own choices.
/// </summary>
internal sealed class SettingsSources
{
    private SettingsSources(string folder, IReadOnlyDictionary<string, string?> file, IReadOnlyDictionary<string, string?> commandLine)
    {
        LocalSettingsPath = Existing(folder, LocalSettingsFile.Name);
        HostJsonPath = Existing(folder, HostJson.Name);
        FromFile = file;
        FromCommandLine = commandLine;
        Configuration = new ConfigurationManager();
        Configuration.AddInMemoryCollection(file);
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine([.. commandLine.Select(setting => $"--{setting.Key}={setting.Value}")]);
        ((IConfigurationBuilder)Configuration).Add(Assigned);
    }

    /// <summary>The settings of all sources together.</summary>
    public ConfigurationManager Configuration { get; }

    public AssignedSettings Assigned { get; } = new();

    /// <summary>The file's path; null if there is none.</summary>
    public string? LocalSettingsPath { get; }

    /// <summary>The file's path; null if there is none.</summary>
    public string? HostJsonPath { get; }

    public IReadOnlyDictionary<string, string?> FromFile { get; }

    public IReadOnlyDictionary<string, string?> FromCommandLine { get; }

    /// <param name="folder">The app's folder.</param>
    /// <param name="commandLine">The settings on the command line.</param>
    /// <param name="problems">Collects what can't be read.</param>
    public static SettingsSources Read(string folder, IReadOnlyDictionary<string, string?> commandLine, StartupProblems problems) =>
        new(folder, Existing(folder, LocalSettingsFile.Name) is { } path ? LocalSettingsFile.Read(path, problems) : [], commandLine);

    /// <summary>Returns the source of a setting's value, as text for people.</summary>
    public string Of(string name)
    {
        foreach (var provider in ((IConfigurationRoot)Configuration).Providers.Reverse())
        {
            if (!provider.TryGet(name, out _))
            {
                continue;
            }
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

    private static string? Existing(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
}
