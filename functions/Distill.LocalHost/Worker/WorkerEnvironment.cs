using System.Collections;

namespace Distill.LocalHost.Worker;

/// <summary>
/// Makes the worker's environment from three sources, from lowest to highest: local.settings.json, this process's environment, and the choices of
/// the command line and the host. Core Tools use the same order.
/// </summary>
internal static class WorkerEnvironment
{
    private const string HooksSetting = "DOTNET_STARTUP_HOOKS";

    // These variables say where the host listens. The worker doesn't get them, because its own server would listen there too.
    private static readonly string[] s_hostsOwn = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_URLS", "URLS"];

    /// <param name="app">The app that the worker runs.</param>
    /// <param name="below">Settings for what the environment does not set.</param>
    /// <param name="above">Settings that override the environment.</param>
    public static Dictionary<string, string?> Build(
        WorkerApp app,
        IEnumerable<KeyValuePair<string, string?>> below,
        IEnumerable<KeyValuePair<string, string?>> above
    )
    {
        var environment = new Dictionary<string, string?>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!s_hostsOwn.Contains((string)variable.Key, StringComparer.OrdinalIgnoreCase))
            {
                environment[(string)variable.Key] = (string?)variable.Value;
            }
        }
        foreach (var (name, value) in below)
        {
            if (Same(environment, name).Count == 0)
            {
                environment[Settings.SettingName.Written(name)] = value ?? "";
            }
        }
        foreach (var (name, value) in above)
        {
            Same(environment, name).ForEach(same => environment.Remove(same));
            environment[Settings.SettingName.Written(name)] = value ?? "";
        }
        AddHosts(environment, app);
        return environment;
    }

    private static void AddHosts(Dictionary<string, string?> environment, WorkerApp app)
    {
        environment.TryAdd("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated");
        environment.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        environment["AzureWebJobsScriptRoot"] = app.Folder;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;
        var hook = typeof(StartupHook).Assembly.Location;
        environment[HooksSetting] = environment.GetValueOrDefault(HooksSetting) is { Length: > 0 } others ? hook + Path.PathSeparator + others : hook;
        environment[StartupHook.LeashSetting] = "1";
    }

    /// <summary>Returns the variables for a setting. Names ignore case and may be written with : or __.</summary>
    private static List<string> Same(Dictionary<string, string?> environment, string setting) =>
        [
            .. environment.Keys.Where(name =>
                Settings.SettingName.Normalize(name).Equals(Settings.SettingName.Normalize(setting), StringComparison.OrdinalIgnoreCase)
            ),
        ];
}
