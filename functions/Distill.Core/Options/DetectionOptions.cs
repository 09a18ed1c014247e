using Distill.Contracts.Verdicts;

namespace Distill.Core.Options;

/// <summary>All thresholds of the detection.</summary>
public sealed record DetectionOptions
{
    /// <summary>How far back a run looks, in hours. Default 168, a week; range 24 to 720. A campaign of 25 calls a day takes days to show.</summary>
    public int LookbackHours { get; init; } = 168;

    /// <summary>Fewest calls of an account, outside clusters, to be assessed. Default 5; range 1 to 1,000. Fewer show no habits.</summary>
    public int MinCalls { get; init; } = 5;

    /// <summary>
    /// Fewest accounts of a cluster. Default 8; range 3 to 1,000. Accounts on one card and small teams share as much as a few accounts can.
    /// </summary>
    public int MinClusterSize { get; init; } = 8;

    /// <summary>
    /// Log-likelihood ratio by which an account's own links must exceed the odds against any account. Default 4 (55 to 1); range 0 to 20.
    /// </summary>
    public double MemberMargin { get; init; } = 4;

    /// <summary>Log-likelihood ratio that a card adds when at least half of its holders are members. Default 5; range 0 to 20.</summary>
    public double CardWeight { get; init; } = 5;

    /// <summary>
    /// Least share of framed calls of a member, as a part of the members' median. Default 0.4; range 0 to 1. An account below it only happens to
    /// use the framings.
    /// </summary>
    public double MinShareOfMedian { get; init; } = 0.4;

    /// <summary>
    /// Share of verbatim calls that a member of a group with varied wording may have beyond one and a half times the members' median. Default 0.1;
    /// range 0 to 1. A little is repeated by chance.
    /// </summary>
    public double VerbatimAllowance { get; init; } = 0.1;

    /// <summary>
    /// Fewest accounts of a card or a device to count as a placeholder. They must share nothing else, and at most one other such value of the kind
    /// may be half as common. Default 20; range 10 to 10,000. An operator's card is shared by only a handful of accounts.
    /// </summary>
    public int MinCommonAccounts { get; init; } = 20;

    /// <summary>
    /// Accounts above which such a card or device counts as a placeholder, however many similar values there are. Default 50; range 20 to 100,000.
    /// </summary>
    public int MaxIdentityAccounts { get; init; } = 50;

    /// <summary>
    /// The same limit as a share of all active accounts. The larger limit counts. Default 0.02; range 0 to 1. In a large population, customers are
    /// larger too.
    /// </summary>
    public double MaxIdentityShare { get; init; } = 0.02;

    /// <summary>Least log-likelihood ratio at which a kind of evidence counts. Default 9.2 (10,000 to 1); range 1 to 50.</summary>
    public double EvidenceThreshold { get; init; } = 9.2;

    /// <summary>
    /// Most that one kind of evidence may add. Default 12; range 1 to 100. Models of chance are wrong in their far tails, and no single kind may
    /// decide.
    /// </summary>
    public double EvidenceCap { get; init; } = 12;

    /// <summary>Least sum of the capped kinds for suspect. At least two kinds must count. Default 20; range 1 to 100.</summary>
    public double SuspectThreshold { get; init; } = 20;

    /// <summary>
    /// Least sum of the capped kinds for confirmed. At least three kinds must count, and an earlier run must have found the cluster suspect.
    /// Default 28; range 1 to 200.
    /// </summary>
    public double ConfirmedThreshold { get; init; } = 28;

    /// <summary>What the API tier does with a suspect account. Default verify: the customer can undo it by proving who they are.</summary>
    public VerdictAction SuspectAction { get; init; } = VerdictAction.Verify;

    /// <summary>What the API tier does with a confirmed account. Default block.</summary>
    public VerdictAction ConfirmedAction { get; init; } = VerdictAction.Block;

    /// <summary>
    /// Days without a call or a refusal after which a watch verdict ends. Default 90; range 1 to 3,650. So long, an account can't be left lying as
    /// a way out.
    /// </summary>
    public int WatchTermDays { get; init; } = 90;

    /// <summary>The same for suspects. Default 90; range 1 to 3,650.</summary>
    public int SuspectTermDays { get; init; } = 90;

    /// <summary>The same for confirmed accounts. Default 90; range 1 to 3,650.</summary>
    public int ConfirmedTermDays { get; init; } = 90;

    /// <summary>
    /// Share of the calls that were judged which an account must make anew to be judged better, and share of its cluster's members for which that
    /// must hold. Default 0.5; range 0.1 to 1. With less, a blocked account could clear itself by a few calls.
    /// </summary>
    public double ContraryShare { get; init; } = 0.5;

    /// <summary>
    /// Days for which a passed verification counts. Default 90; range 1 to 3,650. Accounts are sold on, and the buyer was never verified.
    /// </summary>
    public int VerificationDays { get; init; } = 90;

    /// <summary>Describes each option that is out of its range. Empty when all are valid.</summary>
    public IEnumerable<string> Errors()
    {
        if (LookbackHours is < 24 or > 720)
        {
            yield return $"LookbackHours is {LookbackHours}; it must lie in 24 to 720.";
        }

        if (MinCalls is < 1 or > 1000)
        {
            yield return $"MinCalls is {MinCalls}; it must lie in 1 to 1,000.";
        }

        if (MinClusterSize is < 3 or > 1000)
        {
            yield return $"MinClusterSize is {MinClusterSize}; it must lie in 3 to 1,000.";
        }

        if (MinCommonAccounts is < 10 or > 10_000)
        {
            yield return $"MinCommonAccounts is {MinCommonAccounts}; it must lie in 10 to 10,000.";
        }

        if (MaxIdentityAccounts is < 20 or > 100_000)
        {
            yield return $"MaxIdentityAccounts is {MaxIdentityAccounts}; it must lie in 20 to 100,000.";
        }

        foreach (
            var (name, days) in new[]
            {
                (nameof(WatchTermDays), WatchTermDays),
                (nameof(SuspectTermDays), SuspectTermDays),
                (nameof(ConfirmedTermDays), ConfirmedTermDays),
                (nameof(VerificationDays), VerificationDays),
            }
        )
        {
            if (days is < 1 or > 3650)
            {
                yield return $"{name} is {days}; it must lie in 1 to 3,650.";
            }
        }

        foreach (
            var (name, value, low, high) in new[]
            {
                (nameof(ContraryShare), ContraryShare, 0.1, 1.0),
                (nameof(MemberMargin), MemberMargin, 0.0, 20.0),
                (nameof(CardWeight), CardWeight, 0, 20),
                (nameof(MinShareOfMedian), MinShareOfMedian, 0, 1),
                (nameof(VerbatimAllowance), VerbatimAllowance, 0, 1),
                (nameof(MaxIdentityShare), MaxIdentityShare, 0, 1),
                (nameof(EvidenceThreshold), EvidenceThreshold, 1, 50),
                (nameof(EvidenceCap), EvidenceCap, 1, 100),
                (nameof(SuspectThreshold), SuspectThreshold, 1, 100),
                (nameof(ConfirmedThreshold), ConfirmedThreshold, 1, 200),
            }
        )
        {
            if (!(value >= low && value <= high))
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must lie in {low} to {high}.");
            }
        }

        if (ConfirmedThreshold < SuspectThreshold)
        {
            yield return FormattableString.Invariant(
                $"ConfirmedThreshold is {ConfirmedThreshold}; it must be at least SuspectThreshold, {SuspectThreshold}."
            );
        }
    }
}
