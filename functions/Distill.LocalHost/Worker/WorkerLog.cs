using Distill.LocalHost.Logging;
using Distill.LocalHost.Rpc.Messages;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>Logs the worker's log entries under their categories and levels, so that host.json's rules apply to them.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private const string DefaultCategory = "Worker";

    // The category of the worker SDK's own log lines.
    private const string WorkersOwn = "Microsoft.Azure.Functions.Worker";

    /// <param name="entry">The worker's log entry.</param>
    /// <param name="isCancelled">
    /// Whether the entry belongs to a cancelled invocation. Its failure is expected, so the SDK's own lines about it are logged at debug level.
    /// </param>
    public void Write(RpcLog entry, bool isCancelled)
    {
        if (entry.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric)
        {
            return;
        }
        var log = loggers.CreateLogger(entry.Category.Length > 0 ? entry.Category : DefaultCategory);
        var level = isCancelled && entry.Category.StartsWith(WorkersOwn, StringComparison.Ordinal) ? LogLevel.Debug : Level(entry.Level);
        if (!log.IsEnabled(level))
        {
            return;
        }
        var failure = entry.Exception is { Message.Length: > 0 } or { StackTrace.Length: > 0 }
            ? new FunctionFailedException(entry.Exception.Message, entry.Exception.StackTrace)
            : null;
        if (entry.InvocationId.Length == 0)
        {
            log.WorkerLogged(level, failure, entry.Message);
            return;
        }
        using var scope = log.BeginScope(new Dictionary<string, object> { ["AzureFunctions_InvocationId"] = entry.InvocationId });
        log.WorkerLogged(level, failure, entry.Message);
    }

    private static LogLevel Level(RpcLog.Types.Level level) =>
        level switch
        {
            RpcLog.Types.Level.Trace => LogLevel.Trace,
            RpcLog.Types.Level.Debug => LogLevel.Debug,
            RpcLog.Types.Level.Information => LogLevel.Information,
            RpcLog.Types.Level.Warning => LogLevel.Warning,
            RpcLog.Types.Level.Error => LogLevel.Error,
            RpcLog.Types.Level.Critical => LogLevel.Critical,
            _ => LogLevel.None,
        };
}
