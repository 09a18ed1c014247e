namespace Distill.LocalHost.Worker;

/// <summary>The worker's process ended before it answered. That says nothing about the function: whoever called should call again.</summary>
internal sealed class WorkerLostException(string message, Exception? inner = null) : Exception(message, inner);
