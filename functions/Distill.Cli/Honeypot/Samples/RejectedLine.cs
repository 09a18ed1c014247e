namespace Distill.Cli.Honeypot.Samples;

/// <summary>A line that can't be read.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">In a word.</param>
internal readonly record struct RejectedLine(long Line, string Reason);
