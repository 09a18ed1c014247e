using Distill.Contracts.Verdicts;

namespace Distill.Core.Options;

/// <summary>Every threshold of the detection.</summary>
public sealed record DetectionOptions
{
    /// <summary>How far back a run looks, hours. Default 168, a week; range 24 to 720. A campaign of 25 calls a day needs days to show.</summary>
    public int LookbackHours { get; init; } = 168;

    /// <summary>
    /// Calls below which an account is not assessed unless it is in a cluster. Default 5; range 1 to 1,000. Fewer say nothing of habits.
    /// </summary>
    public int MinCalls { get; init; } = 5;

    /// <summary>
    /// Accounts below which a group is no cluster. Default 8; range 3 to 1,000. Cards and small teams share what a few accounts can share.
    /// </summary>
    public int MinClusterSize { get; init; } = 8;

    /// <summary>
    /// Log-likelihood ratio that an account's own links need beyond the odds of any account being a member. Default 4 (55 to 1); range 0 to 20.
    /// </summary>
    public double MemberMargin { get; init; } = 4;

    /// <summary>
    /// Log-likelihood ratio that a card shared with members adds, once they are most of those who pay with it. Default 5; range 0 to 20.
    /// </summary>
    public double CardWeight { get; init; } = 5;

    /// <summary>
    /// Share of its calls that a member frames, as a part of the members' median. Default 0.4; range 0 to 1. Below it, an account passes by.
    /// </summary>
    public double MinShareOfMedian { get; init; } = 0.4;

    /// <summary>
    /// Share of an account's calls in framings that it repeats word for word, beyond one and a half times the members' median, above which it is no
    /// member of a group that varies its words. Default 0.1; range 0 to 1. A little is repeated by chance.
    /// </summary>
    public double VerbatimAllowance { get; init; } = 0.1;

    /// <summary>
    /// Accounts from which on a card or a device that only they have, and who share nothing else, is no identity. Default 20; range 10 to 10,000.
    /// Operators' cards are shared by a handful of accounts each.
    /// </summary>
    public int MinCommonAccounts { get; init; } = 20;

    /// <summary>
    /// Accounts beyond which such a card or a device is no identity, however many others like it there are. Default 50; range 20 to 100,000.
    /// </summary>
    public int MaxIdentityAccounts { get; init; } = 50;

    /// <summary>
    /// The same as a share of all active accounts; the larger one counts. Default 0.02; range 0 to 1. In a large population a large customer is
    /// larger.
    /// </summary>
    public double MaxIdentityShare { get; init; } = 0.02;

    /// <summary>Log-likelihood ratio from which a family counts. Default 9.2 (10,000 to 1); range 1 to 50.</summary>
    public double EvidenceThreshold { get; init; } = 9.2;

    /// <summary>
    /// Most that one family may add. Default 12; range 1 to 100. Models of chance are wrong in their far tails; no one family may decide.
    /// </summary>
    public double EvidenceCap { get; init; } = 12;

    /// <summary>Sum of capped families for watch. Default 12, one family at its cap; range 1 to 100.</summary>
    public double WatchThreshold { get; init; } = 12;

    /// <summary>Sum of capped families for suspect, of at least two. Default 20; range 1 to 100.</summary>
    public double SuspectThreshold { get; init; } = 20;

    /// <summary>
    /// Sum of capped families for confirmed, of at least three, in a cluster that an earlier run held suspect. Default 28; range 1 to 200.
    /// </summary>
    public double ConfirmedThreshold { get; init; } = 28;

    /// <summary>What the API tier does with a suspect. Default verify: it can be undone by showing who one is.</summary>
    public VerdictAction SuspectAction { get; init; } = VerdictAction.Verify;

    /// <summary>What the API tier does with a confirmed account. Default block.</summary>
    public VerdictAction ConfirmedAction { get; init; } = VerdictAction.Block;

    /// <summary>Every option out of its range, in words; empty when all is well.</summary>
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
            var (name, value, low, high) in new[]
            {
                (nameof(MemberMargin), MemberMargin, 0.0, 20.0),
                (nameof(CardWeight), CardWeight, 0, 20),
                (nameof(MinShareOfMedian), MinShareOfMedian, 0, 1),
                (nameof(VerbatimAllowance), VerbatimAllowance, 0, 1),
                (nameof(MaxIdentityShare), MaxIdentityShare, 0, 1),
                (nameof(EvidenceThreshold), EvidenceThreshold, 1, 50),
                (nameof(EvidenceCap), EvidenceCap, 1, 100),
                (nameof(WatchThreshold), WatchThreshold, 1, 100),
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
                $"ConfirmedThreshold is {ConfirmedThreshold}; it must be no less than SuspectThreshold, {SuspectThreshold}."
            );
        }
    }
}
