using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>A verdict as it stands: what the correlation says and, over it, what people decided.</summary>
/// <param name="Verdict">The verdict, its reasons led by the decisions that changed it.</param>
/// <param name="Expires">When the first of those decisions ends; null when the correlation alone speaks, or nothing ends.</param>
/// <param name="Simulated">Level and score are meant; the action is not carried out and is <see cref="VerdictAction.Allow"/>.</param>
public sealed record StandingVerdict(Verdict Verdict, DateTimeOffset? Expires = null, bool Simulated = false)
{
    [JsonIgnore]
    public AccountId Account => Verdict.Account;

    /// <summary>Equal in all but the reasons: a caller that acts on it acts the same.</summary>
    public bool ActsLike(StandingVerdict other) =>
        Expires == other.Expires && Simulated == other.Simulated && Verdict with { Reasons = [] } == other.Verdict with { Reasons = [] };

    /// <summary>Equal in all that a caller can see.</summary>
    public bool SaysTheSameAs(StandingVerdict other) =>
        Expires == other.Expires && Simulated == other.Simulated && Verdict.SaysTheSameAs(other.Verdict);
}
