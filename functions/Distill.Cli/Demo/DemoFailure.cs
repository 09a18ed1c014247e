namespace Distill.Cli.Demo;

/// <summary>A step of the demo failed. The message says which and why.</summary>
internal sealed class DemoFailure(string message, Exception? inner = null) : Exception(message, inner);
