using Distill.LocalHost.Rpc;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>What is needed to start a worker.</summary>
/// <param name="App">The app that the worker runs.</param>
/// <param name="Server">The server that the worker connects to.</param>
/// <param name="Environment">The worker's complete environment.</param>
/// <param name="Log">Receives the worker's log entries.</param>
/// <param name="ProcessLog">Receives what the worker writes to its console.</param>
/// <param name="Timeout">How long the worker may take to start and load its functions.</param>
internal sealed record WorkerStart(
    WorkerApp App,
    RpcServer Server,
    IReadOnlyDictionary<string, string?> Environment,
    WorkerLog Log,
    ILogger ProcessLog,
    TimeSpan Timeout
);
