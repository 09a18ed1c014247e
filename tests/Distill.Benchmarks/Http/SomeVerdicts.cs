using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;

namespace Distill.Benchmarks.Http;

/// <summary>
/// Verdicts as a run leaves them. Nineteen in twenty are clear, each with a count of its own. The others are in clusters of 500, with five reasons
/// each.
/// </summary>
internal static class SomeVerdicts
{
    public static readonly Hour Hour = Hour.Of(new DateTimeOffset(2026, 4, 22, 3, 0, 0, TimeSpan.Zero));

    public static AccountId Account(int number) => AccountId.Parse($"acct_{number:x12}");

    public static CorrelationState State(int accounts) =>
        new() { Watermark = Hour, Verdicts = Enumerable.Range(0, accounts).Select(Verdict).ToDictionary(v => v.Account) };

    private static Verdict Verdict(int number) =>
        number % 20 != 0
            ? new Verdict
            {
                Account = Account(number),
                Level = VerdictLevel.Clear,
                Score = 0,
                Action = VerdictAction.Allow,
                Reasons =
                [
                    new Reason("no_link", $"{5 + (number % 900)} calls since 2026-04-15: nothing ties this account to others beyond chance.", 0),
                ],
            }
            : new Verdict
            {
                Account = Account(number),
                Level = VerdictLevel.Confirmed,
                Score = 95,
                Action = VerdictAction.Block,
                Cluster = ClusterId.Of(Hour, Account(number / 10_000)),
                FirstFlaggedAt = Hour.End,
                Reasons =
                [
                    new Reason(
                        "own_link",
                        $"This account used {1 + (number % 7)} of the cluster's prompt framings itself; with its own card, networks, client "
                            + $"and age it fits the 499 other accounts some {number % 100} times better than the population.",
                        (number % 100) / 10.0
                    ),
                    .. Enumerable
                        .Range(0, 4)
                        .Select(i => new Reason(
                            $"signal_{i}",
                            "Between two sittings of one account 16.5 of the 18 others have had theirs, where independent customers of the "
                                + "same habits give 12.0; by chance 1 in 10^47.",
                            107.5 - i
                        )),
                ],
            };
}
