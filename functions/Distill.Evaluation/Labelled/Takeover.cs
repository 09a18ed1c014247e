using Distill.Contracts;

namespace Distill.Evaluation.Labelled;

/// <summary>An account of the campaign was banned, and another took over.</summary>
public readonly record struct Takeover(AccountId Banned, DateTimeOffset Time, AccountId Replacement);
