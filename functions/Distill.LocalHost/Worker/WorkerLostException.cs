namespace Distill.LocalHost.Worker;

/// <summary>Thrown when the worker's process ended before it answered. That is not the function's fault, so the caller should try again.</summary>
internal sealed class WorkerLostException(string message, Exception? inner = null) : Exception(message, inner);
