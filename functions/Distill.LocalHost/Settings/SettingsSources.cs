using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Distill.LocalHost.Settings;

/// <summary>Where settings come from: local.settings.json in the app's folder, above it the environment, the
/// command line, and what the host decides.</summary>
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

    /// <summary>All of them together.</summary>
    public ConfigurationManager Configuration { get; }

    public AssignedSettings Assigned { get; } = new();

    /// <summary>Null without such a file.</summary>
    public string? LocalSettingsPath { get; }

    /// <summary>Null without such a file.</summary>
    public string? HostJsonPath { get; }

    public IReadOnlyDictionary<string, string?> FromFile { get; }

    public IReadOnlyDictionary<string, string?> FromCommandLine { get; }

    /// <param name="folder">The app's.</param>
    /// <param name="commandLine">Settings that the command line names.</param>
    /// <param name="problems">Where it is told what can't be read.</param>
    public static SettingsSources Read(string folder, IReadOnlyDictionary<string, string?> commandLine, StartupProblems problems) =>
        new(folder, Existing(folder, LocalSettingsFile.Name) is { } path ? LocalSettingsFile.Read(path, problems) : [], commandLine);

    /// <summary>Which source a setting's value stands in, for a person to read.</summary>
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
