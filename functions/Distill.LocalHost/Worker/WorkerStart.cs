using Distill.LocalHost.Rpc;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>What every start of the worker needs.</summary>
/// <param name="App">The app that it runs.</param>
/// <param name="Server">Where it connects to.</param>
/// <param name="Environment">All of its environment.</param>
/// <param name="Log">Where its log entries go.</param>
/// <param name="ProcessLog">Where what it writes to its console goes.</param>
/// <param name="Timeout">How long it may take until its functions are loaded.</param>
internal sealed record WorkerStart(
    WorkerApp App,
    RpcServer Server,
    IReadOnlyDictionary<string, string?> Environment,
    WorkerLog Log,
    ILogger ProcessLog,
    TimeSpan Timeout
);
