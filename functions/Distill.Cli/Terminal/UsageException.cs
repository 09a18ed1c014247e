namespace Distill.Cli.Terminal;

/// <summary>An option is wrong in a way that only shows when it is used. The message is for the user.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
