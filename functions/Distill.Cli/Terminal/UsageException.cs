namespace Distill.Cli.Terminal;

/// <summary>An option is wrong in a way that only its use shows; the message is for the user.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
