namespace Distill.Client.Calls;

/// <summary>A batch of calls did not get through.</summary>
internal sealed class CallsNotSentException(string message, Exception? innerException = null) : Exception(message, innerException);
