using System.Text.Json;

namespace Distill.Cli.Demo;

/// <summary>Where a running app answers, as its endpoints.json says.</summary>
/// <param name="Pid">The host's process.</param>
/// <param name="Http">Base address.</param>
/// <param name="EventHubs">Connection string of the host's own endpoint; null when the settings name another one.</param>
/// <param name="Tables">Connection string of the host's own storage; null when the settings name another one.</param>
/// <param name="WorkerVersion">Version of the package that runs the functions.</param>
internal sealed record AppEndpoints(int Pid, Uri Http, string EventHubs, string Tables, string WorkerVersion)
{
    /// <summary>Reads the file of the process <paramref name="pid"/>; null until it is written.</summary>
    public static AppEndpoints? Read(string dataPath, int pid)
    {
        var path = Path.Combine(dataPath, "endpoints.json");
        return
            File.Exists(path)
            && JsonSerializer.Deserialize<AppEndpoints>(File.ReadAllBytes(path), JsonSerializerOptions.Web) is { } read
            && read.Pid == pid
            ? read
            : null;
    }
}
