using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Worker;

/// <summary>Thrown when a function, or the worker on its behalf, failed. The message and the stack trace are the worker's.</summary>
internal sealed class FunctionFailedException(string message, string workerStackTrace) : Exception(message)
{
    /// <summary>The stack trace in the worker.</summary>
    public string WorkerStackTrace { get; } = workerStackTrace;

    public static FunctionFailedException From(StatusResult result) =>
        result.Exception is { } failure
            ? new FunctionFailedException(
                failure.Type.Length > 0 && !failure.Message.StartsWith(failure.Type, StringComparison.Ordinal)
                    ? $"{failure.Type}: {failure.Message}"
                    : failure.Message,
                failure.StackTrace
            )
            : new FunctionFailedException(result.Result.Length > 0 ? result.Result : "The worker gave no reason.", "");

    public override string ToString() => WorkerStackTrace.Length > 0 ? $"{Message}{Environment.NewLine}{WorkerStackTrace}" : Message;
}
