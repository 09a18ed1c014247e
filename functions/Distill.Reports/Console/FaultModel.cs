namespace Distill.Reports.Console;

/// <summary>A page that could not be shown, or a form that could not be taken.</summary>
/// <param name="Context">The frame.</param>
/// <param name="What">What is wrong, and what to do.</param>
public sealed record FaultModel(ConsoleContext Context, string What);
