using System.Reflection;
using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Admin;

/// <summary>The real host's states that this host has, too.</summary>
internal enum HostState
{
    Default,
    Starting,
    Running,
    Stopping,
    Stopped,
}

/// <summary>The host's state, which GET /admin/host/status returns.</summary>
internal sealed class HostStatus(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _created = time.GetTimestamp();

    public HostState State { get; private set; }

    /// <summary>Signals that no new work may begin.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public async Task MoveToAsync(HostState state)
    {
        State = state;
        if (state == HostState.Stopping)
        {
            await _stopping.CancelAsync();
        }
    }

    public HostReport Report(WorkerReport worker) =>
        new(
            "distill-local",
            State.ToString(),
            typeof(HostStatus).Assembly.GetName().Version!.ToString(),
            typeof(HostStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Environment.MachineName,
            (long)time.GetElapsedTime(_created).TotalMilliseconds,
            Environment.ProcessId,
            worker
        );

    public void Dispose() => _stopping.Dispose();
}

/// <param name="Id">In the real host, the app's id. Here it is constant.</param>
/// <param name="State">The host's state: Running once everything is started.</param>
/// <param name="Version">The host's version.</param>
/// <param name="VersionDetails">The version with the commit.</param>
/// <param name="ComputerName">This machine's name.</param>
/// <param name="ProcessUptime">How long the host has run, in milliseconds.</param>
/// <param name="ProcessId">The host's process id. The real host does not give it.</param>
/// <param name="Worker">The worker that runs the functions. The real host does not give it.</param>
internal sealed record HostReport(
    string Id,
    string State,
    string Version,
    string VersionDetails,
    string ComputerName,
    long ProcessUptime,
    int ProcessId,
    WorkerReport Worker
);
