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

/// <param name="State">Whether functions can be invoked.</param>
/// <param name="ProcessId">Of the newest worker.</param>
/// <param name="Version">Of the worker's package.</param>
/// <param name="Runtime">Name and version of its runtime.</param>
/// <param name="Restarts">How many workers ended by themselves.</param>
internal sealed record WorkerReport(WorkerState State, int ProcessId, string Version, string Runtime, int Restarts);
