using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>One entry of the log of changes: an account's new verdict.</summary>
/// <param name="Now">The verdict in force.</param>
/// <param name="Said">The correlation's verdict. Null when no decision changed it, so that <paramref name="Now"/> holds it.</param>
/// <param name="Acts">False when only reasons changed. Callers that act on verdicts can ignore such a change.</param>
public sealed record VerdictChange(StandingVerdict Now, Verdict? Said, bool Acts)
{
    [JsonIgnore]
    public AccountId Account => Now.Account;

    /// <summary>The correlation's verdict.</summary>
    [JsonIgnore]
    public Verdict Raw => Said ?? Now.Verdict;

    /// <summary>True when neither the correlation nor a decision says anything about the account, as if it had never been seen.</summary>
    [JsonIgnore]
    public bool SaysNothing => Said is null && Now.Verdict.SaysTheSameAs(Verdict.NeverSeen(Account));
}
