using System.Reflection;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Hosting;

/// <summary>What the command line asks for.</summary>
/// <param name="AppFolder">The full path of the app's output folder.</param>
/// <param name="Settings">Settings by name. They override the environment.</param>
/// <param name="IsHelp">Whether it only asks for help.</param>
internal sealed record HostCommandLine(string AppFolder, IReadOnlyDictionary<string, string?> Settings, bool IsHelp)
{
    public const string Help = """
        Runs a functions app on this machine, on the real worker, with storage and Event Hubs beside it. For development only.

        Usage: Distill.LocalHost [--app DIR] [--urls URL] [--SETTING VALUE]...

          --app DIR         the app's output folder, with worker.config.json, host.json and local.settings.json;
                            the app of this repository unless given
          --urls URL        where to listen: http://127.0.0.1:7071 unless given, port 0 for a free one; loopback only
          --SETTING VALUE   a setting, such as --LocalHost__DataPath DIR; above the environment, which is above local.settings.json
          --help            this text

        Settings of the host:
          LocalHost__DataPath          folder for all data and for endpoints.json, which says where everything answers (.distill)
          LocalHost__HttpPort          the port when urls is not given (7071)
          LocalHost__LogFormat         Simple or Json (Simple)
          LocalHost__GracePeriod       how long invocations may go on when the host stops (00:00:20)
          LocalHost__StopWithInput     whether to stop when the standard input ends, as when the starting program ends (false)
          LocalHost__WorkerTimeout     how long a worker may take to start (00:02:00)
          LocalEventHubs__Enabled      whether to start an Event Hubs endpoint (false)
          LocalEventHubs__Port         its port, 0 for a free one (5672)
          LocalEventHubs__Partitions   partitions of a new hub (4)
          LocalEventHubs__ConnectionSetting   the setting that gets its connection string (EventHubConnection)
          LocalAzurite__Enabled        whether to start Azurite for settings that say UseDevelopmentStorage=true (true)
          LocalAzurite__BlobPort, LocalAzurite__QueuePort, LocalAzurite__TablePort   its ports, 0 for free ones (10000, 10001, 10002)
          LocalAzurite__InMemory       whether to keep nothing on disk (false)
          LocalAzurite__StartTimeout   how long it may take to start (00:02:00)

        """;

    /// <exception cref="StartupException">An argument is unknown.</exception>
    public static HostCommandLine Parse(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        string? app = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--help" or "-h" or "-?")
            {
                return new HostCommandLine("", settings, true);
            }
            var (name, value) = Split(args, ref i);
            if (name.Equals("app", StringComparison.OrdinalIgnoreCase))
            {
                app = value;
            }
            else
            {
                settings[SettingName.Normalize(name)] = value;
            }
        }
        return new HostCommandLine(Path.GetFullPath(app ?? OwnApp()), settings, false);
    }

    private static (string Name, string Value) Split(IReadOnlyList<string> args, ref int i)
    {
        var arg = args[i];
        if (!arg.StartsWith("--", StringComparison.Ordinal) || arg.Length == 2)
        {
            throw new StartupException($"Unknown option {arg}. See --help.");
        }
        if (arg.IndexOf('=', StringComparison.Ordinal) is var end && end > 0)
        {
            return (arg[2..end], arg[(end + 1)..]);
        }
        return ++i < args.Count ? (arg[2..], args[i]) : throw new StartupException($"{arg} needs a value. See --help.");
    }

    // Returns the path of Distill's own app. The build stores it relative to this program.
    private static string OwnApp() =>
        Path.Combine(
            AppContext.BaseDirectory,
            typeof(HostCommandLine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(it => it.Key == "App").Value!
        );
}
