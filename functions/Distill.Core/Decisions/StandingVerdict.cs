using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>A verdict in force: the correlation's, with people's decisions applied.</summary>
/// <param name="Verdict">The verdict. Its first reasons are the decisions that changed it.</param>
/// <param name="Expires">When the first of these decisions ends. Null when no decision applies, or when none ends.</param>
/// <param name="Simulated">True in shadow mode: level and score are real, but the action is always <see cref="VerdictAction.Allow"/>.</param>
public sealed record StandingVerdict(Verdict Verdict, DateTimeOffset? Expires = null, bool Simulated = false)
{
    [JsonIgnore]
    public AccountId Account => Verdict.Account;

    /// <summary>True when the two differ at most in their reasons, so a caller acts the same on both.</summary>
    public bool ActsLike(StandingVerdict other) =>
        Expires == other.Expires && Simulated == other.Simulated && Verdict with { Reasons = [] } == other.Verdict with { Reasons = [] };

    /// <summary>True when the two look the same to a caller.</summary>
    public bool SaysTheSameAs(StandingVerdict other) =>
        Expires == other.Expires && Simulated == other.Simulated && Verdict.SaysTheSameAs(other.Verdict);
}
