using System.Text.Json.Serialization;

namespace Distill.LocalHost.Worker;

[JsonConverter(typeof(JsonStringEnumConverter<WorkerState>))]
internal enum WorkerState
{
    Starting,
    Running,
    Restarting,
    Stopping,
}

/// <param name="State">The worker's state. In Running, functions can be invoked.</param>
/// <param name="ProcessId">The newest worker's process id.</param>
/// <param name="Version">The version of the worker's package.</param>
/// <param name="Runtime">The name and version of its runtime.</param>
/// <param name="Restarts">How many workers have ended by themselves.</param>
internal sealed record WorkerReport(WorkerState State, int ProcessId, string Version, string Runtime, int Restarts);
