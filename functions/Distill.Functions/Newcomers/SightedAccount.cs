using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Windows;

namespace Distill.Functions.Newcomers;

/// <summary>One account with a mark of a known operator, and all that is stored of it where the mark was seen.</summary>
/// <param name="Account">The account.</param>
/// <param name="Last">The last hour with a sighting.</param>
/// <param name="Calls">Its calls of the sighted hours, each once.</param>
/// <param name="Facts">Its latest account record; null if there is none.</param>
/// <param name="Passed">When its customer passed a verification; null if they did not, or failed since.</param>
public sealed record SightedAccount(AccountId Account, Hour Last, IReadOnlyList<ApiCall> Calls, AccountFacts? Facts, VerificationRecord? Passed)
{
    /// <summary>What ties the account to an operator; null if that is not enough.</summary>
    public NewcomerFinding? Judge(OperatorIndex index, int minCalls, AccusedCards? accused = null) =>
        NewcomerJudge.Judge(index, Account, Calls, Facts, minCalls, accused);

    /// <summary>True if the customer was verified and that still counts.</summary>
    public bool IsVerified(TimeSpan counts) => Passed is { } passed && Last.End - passed.Time <= counts;
}
