using Distill.Contracts;

namespace Distill.Evaluation.Labelled;

/// <summary>A ban of a campaign account, and the account that took over.</summary>
public readonly record struct Takeover(AccountId Banned, DateTimeOffset Time, AccountId Replacement);
