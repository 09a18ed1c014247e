using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Logging;

/// <summary>
/// All log messages of the host. Ids: 1-19 start and stop, 20-29 invocations, 30-39 the worker, 40-49 timers, 50-69 storage, 70-79 the local Event
/// Hubs endpoint. The Event Hubs endpoint and trigger have their own log classes.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Setting {Name} = {Value} ({Source})")]
    public static partial void Setting(this ILogger log, string name, string value, string source);

    [LoggerMessage(2, LogLevel.Information, "{File}: {Path}")]
    public static partial void FileUsed(this ILogger log, string file, string path);

    [LoggerMessage(3, LogLevel.Information, "host.json {Name} = {Value}")]
    public static partial void HostJson(this ILogger log, string name, string value);

    [LoggerMessage(4, LogLevel.Information, "Function {Function}: {Trigger}")]
    public static partial void Found(this ILogger log, string function, string trigger);

    [LoggerMessage(5, LogLevel.Information, "Listening on {Url}. Everything is up after {Milliseconds} ms; Ctrl-C stops.")]
    public static partial void Ready(this ILogger log, string url, long milliseconds);

    [LoggerMessage(8, LogLevel.Information, "Stopping: no new work; {Running} invocations have {Grace} to finish.")]
    public static partial void Draining(this ILogger log, int running, TimeSpan grace);

    [LoggerMessage(9, LogLevel.Warning, "{Running} invocations did not end within the grace period. The host cancels them.")]
    public static partial void GraceOver(this ILogger log, int running);

    [LoggerMessage(10, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(11, LogLevel.Error, "{Part} failed to stop.")]
    public static partial void StopFailed(this ILogger log, Exception error, string part);

    [LoggerMessage(20, LogLevel.Information, "Executing {Function} ({Reason}, {InvocationId})")]
    public static partial void Executing(this ILogger log, string function, string reason, string invocationId);

    [LoggerMessage(21, LogLevel.Information, "Executed {Function} ({InvocationId}) in {Milliseconds} ms")]
    public static partial void Executed(this ILogger log, string function, string invocationId, long milliseconds);

    [LoggerMessage(22, LogLevel.Error, "{Function} failed ({InvocationId}) after {Milliseconds} ms")]
    public static partial void ExecutionFailed(this ILogger log, Exception error, string function, string invocationId, long milliseconds);

    [LoggerMessage(23, LogLevel.Information, "{Function} ended ({InvocationId}) after {Milliseconds} ms: the caller disconnected")]
    public static partial void ExecutionAbandoned(this ILogger log, string function, string invocationId, long milliseconds);

    [LoggerMessage(24, LogLevel.Error, "{Function} ({InvocationId}) ran longer than functionTimeout {Limit}. The host cancels it")]
    public static partial void FunctionTimedOut(this ILogger log, string function, string invocationId, TimeSpan limit);

    [LoggerMessage(25, LogLevel.Error, "Answered 500: {Method} {Path}")]
    public static partial void RequestFailed(this ILogger log, Exception error, string method, PathString path);

    [LoggerMessage(26, LogLevel.Information, "{Function} ended ({InvocationId}) after {Milliseconds} ms: the host stops")]
    public static partial void ExecutionStopped(this ILogger log, string function, string invocationId, long milliseconds);

    [LoggerMessage(27, LogLevel.Warning, "{Function} was lost with its worker ({InvocationId}) after {Milliseconds} ms: {Reason}")]
    public static partial void ExecutionLost(this ILogger log, string function, string invocationId, long milliseconds, string reason);

    [LoggerMessage(28, LogLevel.Warning, "The worker's answer to {Method} {Path} is missing or incomplete: {Error}")]
    public static partial void ForwardingFailed(this ILogger log, string method, PathString path, string error);

    [LoggerMessage(30, LogLevel.Information, "Starting the worker (process {Pid}) of {Folder}")]
    public static partial void WorkerStarting(this ILogger log, int pid, string folder);

    [LoggerMessage(31, LogLevel.Information, "Worker {Version} on {Runtime} (process {Pid}) has loaded {Functions} functions")]
    public static partial void WorkerReady(this ILogger log, string version, string runtime, int pid, int functions);

    [LoggerMessage(32, LogLevel.Error, "The worker (process {Pid}) ended by itself with exit code {ExitCode}. The host starts a new one in {Pause}")]
    public static partial void WorkerLost(this ILogger log, int pid, int exitCode, TimeSpan pause);

    [LoggerMessage(33, LogLevel.Information, "A new worker (process {Pid}) has taken over; restarts so far: {Restarts}")]
    public static partial void WorkerRestarted(this ILogger log, int pid, int restarts);

    [LoggerMessage(34, LogLevel.Error, "The new worker did not start. The host starts another in {Pause}")]
    public static partial void WorkerRestartFailed(this ILogger log, Exception error, TimeSpan pause);

    [LoggerMessage(35, LogLevel.Information, "{Line}")]
    public static partial void WorkerSaid(this ILogger log, string line);

    [LoggerMessage(EventId = 36, Message = "{Text}")]
    public static partial void WorkerLogged(this ILogger log, LogLevel level, Exception? error, string text);

    [LoggerMessage(40, LogLevel.Information, "Timer {Function}: {Schedule}, next at {Next:u}")]
    public static partial void TimerStarted(this ILogger log, string function, string schedule, DateTime next);

    [LoggerMessage(41, LogLevel.Information, "Timer {Function} missed {Missed:u} while the app was down; it runs now")]
    public static partial void TimerPastDue(this ILogger log, string function, DateTime missed);

    [LoggerMessage(42, LogLevel.Critical, "Timer {Function} stopped and will not run again")]
    public static partial void TimerBroken(this ILogger log, Exception error, string function);

    [LoggerMessage(43, LogLevel.Warning, "{Path} can't be read. The timer's record starts over")]
    public static partial void TimerStatusUnreadable(this ILogger log, Exception error, string path);

    [LoggerMessage(50, LogLevel.Information, "Development storage: something already listens on port {Port}. The host takes it for Azurite")]
    public static partial void StorageFound(this ILogger log, int port);

    [LoggerMessage(51, LogLevel.Information, "Starting Azurite {Version} in {Location}")]
    public static partial void AzuriteStarting(this ILogger log, string version, string location);

    [LoggerMessage(57, LogLevel.Information, "Installing Azurite {Version} into {Folder}, once for this user")]
    public static partial void AzuriteInstalling(this ILogger log, string version, string folder);

    [LoggerMessage(52, LogLevel.Information, "Azurite listens for tables on {TablePort}, blobs on {BlobPort}, queues on {QueuePort}")]
    public static partial void AzuriteListens(this ILogger log, int tablePort, int blobPort, int queuePort);

    [LoggerMessage(53, LogLevel.Debug, "Azurite: {Line}")]
    public static partial void AzuriteSaid(this ILogger log, string line);

    [LoggerMessage(
        54,
        LogLevel.Critical,
        "Azurite (process {Pid}) ended by itself. What was stored in its last seconds may be lost, so the host stops. "
            + "To read all events again at the next start, delete the blobs of the container azure-webjobs-eventhub: no event counts twice"
    )]
    public static partial void AzuriteDied(this ILogger log, int pid);

    [LoggerMessage(55, LogLevel.Warning, "An earlier run left Azurite behind (process {Pid}). The host ends it")]
    public static partial void AzuriteLeftOver(this ILogger log, int pid);

    [LoggerMessage(56, LogLevel.Warning, "{Path} can't be read. The host can't tell whether an earlier run left Azurite behind")]
    public static partial void AzuriteRecordUnreadable(this ILogger log, Exception error, string path);

    [LoggerMessage(72, LogLevel.Warning, "Refused {Method} {Path}: {Why}")]
    public static partial void Refused(this ILogger log, string method, string path, string why);

    [LoggerMessage(71, LogLevel.Information, "Setting {Name} now points at the local Event Hubs endpoint")]
    public static partial void EventHubsAssigned(this ILogger log, string name);

    [LoggerMessage(57, LogLevel.Information, "Setting {Name} now points at local storage")]
    public static partial void StorageAssigned(this ILogger log, string name);
}
