using System.Reflection;

namespace Distill.LocalHost.Tests;

/// <summary>A folder that holds the sample app as a build would leave it, with a host.json and settings of the test's own.</summary>
internal sealed class SampleFolder : IDisposable
{
    private static readonly string s_assembly = typeof(SampleFolder)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SampleApp")
        .Value!;

    // Once a year. A timer that fires by the real clock would write into the ledger of a test that did not ask for it.
    private const string Never = "0 0 0 1 1 *";

    private readonly TemporaryFolder _folder = new();

    public SampleFolder()
    {
        // The worker loads the functions from the folder that it is told, so that it must be the app's own.
        var built = Path.GetDirectoryName(s_assembly)!;
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(App, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Write("worker.config.json", """{"description":{"defaultExecutablePath":"dotnet","defaultWorkerPath":"SampleApp.dll"}}""");
        Write("host.json", """{"version":"2.0"}""");
    }

    public string App => _folder.Path;

    public string Data => Path.Combine(_folder.Path, "data");

    /// <summary>What every start needs: free ports, a hub that is not there but named, no storage, and timers that run when told.</summary>
    public Dictionary<string, string> Settings { get; } =
        new()
        {
            ["urls"] = "http://127.0.0.1:0",
            ["FastSchedule"] = Never,
            ["HourlySchedule"] = Never,
            ["UnmonitoredSchedule"] = Never,
            ["LedgerHub"] = "ledger",
            ["EventHubConnection"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true;",
            ["AzureWebJobsStorage"] = "DefaultEndpointsProtocol=http;AccountName=away;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/away;",
            ["LocalEventHubs:Port"] = "0",
            ["LocalAzurite:BlobPort"] = "0",
            ["LocalAzurite:QueuePort"] = "0",
            ["LocalAzurite:TablePort"] = "0",
            ["LocalHost:WorkerTimeout"] = "00:10:00",
            ["LocalAzurite:StartTimeout"] = "00:10:00",
        };

    /// <summary>Storage and hubs as an app has them on a developer's machine.</summary>
    public SampleFolder WithHubAndStorage()
    {
        Settings["LocalEventHubs:Enabled"] = "true";
        Settings["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        return this;
    }

    /// <summary>What the functions have noted.</summary>
    public string[] Ledger() => Path.Combine(Gates, "ledger.txt") is var path && File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>Lets the functions go on that wait at the gate.</summary>
    public void Open(string gate) => File.WriteAllText(Path.Combine(Gates, gate), "");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(App, file), text);

    private string Gates => Path.Combine(_folder.Path, "gates");

    /// <summary>The command line for it.</summary>
    public string[] Arguments() =>
        ["--app", App, "--LocalHost:DataPath", Data, "--LedgerFolder", Gates, .. Settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    public void Dispose() => _folder.Dispose();
}
