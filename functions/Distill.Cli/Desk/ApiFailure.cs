namespace Distill.Cli.Desk;

/// <summary>The API did not do what it was asked for. The message is for the user.</summary>
internal sealed class ApiFailure(string message, Exception? inner = null) : IOException(message, inner);
