using System.Reflection;
using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Admin;

/// <summary>The real host's states, as far as this one has them.</summary>
internal enum HostState
{
    Default,
    Starting,
    Running,
    Stopping,
    Stopped,
}

/// <summary>What GET /admin/host/status tells.</summary>
internal sealed class HostStatus(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _created = time.GetTimestamp();

    public HostState State { get; private set; }

    /// <summary>Signals that no new work is to begin.</summary>
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

/// <param name="Id">The real host's id of the app; constant here.</param>
/// <param name="State">Running once everything is started.</param>
/// <param name="Version">Of this host.</param>
/// <param name="VersionDetails">With the commit.</param>
/// <param name="ComputerName">This machine.</param>
/// <param name="ProcessUptime">Milliseconds.</param>
/// <param name="ProcessId">Local only: which process answers.</param>
/// <param name="Worker">Local only: the worker that runs the functions.</param>
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
