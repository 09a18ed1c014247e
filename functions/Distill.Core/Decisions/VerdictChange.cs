using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>One entry of the log of changes: what an account's verdict became.</summary>
/// <param name="Now">As it stands.</param>
/// <param name="Said">What the correlation says; null when nobody decided otherwise and <paramref name="Now"/> says it.</param>
/// <param name="Acts">False when only reasons changed: callers that act on verdicts need not hear of it.</param>
public sealed record VerdictChange(StandingVerdict Now, Verdict? Said, bool Acts)
{
    [JsonIgnore]
    public AccountId Account => Now.Account;

    /// <summary>What the correlation says.</summary>
    [JsonIgnore]
    public Verdict Raw => Said ?? Now.Verdict;

    /// <summary>Neither the correlation nor anybody has anything to say of the account, as if it had never been seen.</summary>
    [JsonIgnore]
    public bool SaysNothing => Said is null && Now.Verdict.SaysTheSameAs(Verdict.NeverSeen(Account));
}
