using Distill.Contracts.Prompts;

namespace Distill.Core.Windows;

/// <summary>How many calls asked for something, and what they were answered.</summary>
/// <param name="Intent">
/// One intent. <see cref="PromptIntent.None"/> for calls in which no known phrase was found; null for those whose prompt is not known.
/// </param>
/// <param name="Calls">Calls. One that asks for several things counts for each of them.</param>
/// <param name="OutputTokens">The output tokens of these calls.</param>
public sealed record IntentUse(PromptIntent? Intent, long Calls, long OutputTokens);
