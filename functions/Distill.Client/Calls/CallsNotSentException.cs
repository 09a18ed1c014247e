namespace Distill.Client.Calls;

/// <summary>Thrown when a batch of calls could not be sent.</summary>
internal sealed class CallsNotSentException(string message, Exception? innerException = null) : Exception(message, innerException);
