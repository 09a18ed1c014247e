using System.Text.Json.Serialization;
using Distill.Statistics;

namespace Distill.Core.Reconciliation;

/// <summary>
/// Our log and a reseller's, call by call: what both have, what only one has, and who stands behind whom. It accuses nobody: what can't be compared
/// is said, and a difference is told only where it is larger than what the comparison itself gets wrong.
/// </summary>
public sealed record LogComparison
{
    /// <summary>The difference of the clocks. Null when none was found: then nothing could be compared.</summary>
    public ClockOffset? Offset { get; init; }

    /// <summary>Why nothing can be said. Null when something can.</summary>
    public string? Shortfall { get; init; }

    public required LogCounts Ours { get; init; }

    public required LogCounts Theirs { get; init; }

    /// <summary>Calls found in both logs, and those of them for which no other call can be meant.</summary>
    public int Matched { get; init; }

    public int Sure { get; init; }

    /// <summary>How many sure matches come by chance, as a share of them.</summary>
    public double ByChance { get; init; }

    /// <summary>Model names of theirs that stand for none of ours.</summary>
    public IReadOnlyList<string> OtherModels { get; init; } = [];

    /// <summary>
    /// The share of calls that are in both logs and are not found all the same, at most. It is measured by the reseller's own calls: each of them
    /// should be in our log.
    /// </summary>
    public double Missed { get; init; }

    /// <summary>Our calls that their log does not have.</summary>
    public int Undeclared { get; init; }

    /// <summary>These calls, in order of time.</summary>
    [JsonIgnore]
    public IReadOnlyList<LoggedCall> UndeclaredRows { get; init; } = [];

    /// <summary>Their share of our calls that could be compared, with its 95 % interval. Null when there are none.</summary>
    public Proportion? UndeclaredShare { get; init; }

    /// <summary>Accounts of which more calls are undeclared than are missed, the most first.</summary>
    public IReadOnlyList<UndeclaredCalls> UndeclaredAccounts { get; init; } = [];

    /// <summary>Spans of time in which their log has no call at all.</summary>
    public IReadOnlyList<TimeGap> Gaps { get; init; } = [];

    /// <summary>Our accounts behind which several of their customers stand, the most first.</summary>
    public IReadOnlyList<Hands> Shared { get; init; } = [];

    /// <summary>Their customers whose calls come to us through several accounts, the most first.</summary>
    public IReadOnlyList<SpreadCustomer> Spread { get; init; } = [];

    /// <summary>True when chance matches are so many that a customer counts only from two calls on. Then hands are a lower bound.</summary>
    public bool AreHandsOfTwoCalls { get; init; }
}

/// <summary>What became of the calls of one log.</summary>
/// <param name="Calls">Distinct calls.</param>
/// <param name="Duplicates">Lines that repeat one.</param>
/// <param name="Outside">Calls outside the time that both logs cover.</param>
/// <param name="InGaps">Calls in spans in which the other log has none at all.</param>
/// <param name="WithoutTokens">Calls without both token counts.</param>
/// <param name="Compared">Calls that could be compared.</param>
/// <param name="Unmatched">Those of them that the other log does not have.</param>
public sealed record LogCounts(int Calls, long Duplicates, int Outside, int InGaps, int WithoutTokens, int Compared, int Unmatched);

/// <summary>An account of ours with calls that the reseller's log does not have.</summary>
/// <param name="Account">The account.</param>
/// <param name="Calls">Its calls that could be compared.</param>
/// <param name="Undeclared">Those that are not in the reseller's log.</param>
/// <param name="P">The chance of so many, if the comparison misses as many as it does elsewhere, corrected for the number of accounts.</param>
public sealed record UndeclaredCalls(string Account, int Calls, int Undeclared, double P);

/// <summary>A span of time without a call in the reseller's log.</summary>
/// <param name="From">When it begins, by our clock.</param>
/// <param name="To">When it ends.</param>
/// <param name="OurCalls">Our calls in it.</param>
public sealed record TimeGap(DateTimeOffset From, DateTimeOffset To, int OurCalls);

/// <summary>A customer of the reseller whose calls come to us through several accounts.</summary>
/// <param name="Customer">The customer, as the reseller's log names it.</param>
/// <param name="Calls">Its calls that were matched for sure.</param>
/// <param name="Accounts">Our accounts of these.</param>
public sealed record SpreadCustomer(string Customer, int Calls, int Accounts);
