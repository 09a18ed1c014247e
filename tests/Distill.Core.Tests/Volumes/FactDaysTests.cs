using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Volumes;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Volumes;

/// <summary>Refusals and verifications are counted by day, each once.</summary>
public sealed class FactDaysTests
{
    private static readonly Hour s_hour = Hour.Of(new DateTimeOffset(2026, 4, 20, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Of_CountsAccountsRefusedAndOutcomes_ByDay()
    {
        using var population = new Population();
        foreach (var action in new[] { VerdictAction.Block, VerdictAction.Block, VerdictAction.Throttle })
        {
            population.Add(RefusalRecord.At(Some.Account("a"), s_hour.Start, action));
        }

        population.Add(RefusalRecord.At(Some.Account("b"), s_hour.Start, null));
        population.Add(RefusalRecord.At(Some.Account("b"), s_hour.Start.AddDays(-2), null));
        Verify(population, "a", 0, VerificationOutcome.Open);
        Verify(population, "a", 0, VerificationOutcome.Open);
        Verify(population, "a", -24, VerificationOutcome.Failed);
        Verify(population, "b", -24, VerificationOutcome.Passed);

        Assert.Equal(
            [
                new FactDay(new DateOnly(2026, 4, 18)) { Refused = 1 },
                new FactDay(new DateOnly(2026, 4, 19)) { Failed = 1, Passed = 1 },
                new FactDay(new DateOnly(2026, 4, 20)) { Refused = 2, Opened = 1 },
            ],
            FactDays.Of(population, s_hour).Days
        );
    }

    [Fact]
    public void Of_LeavesOutWhatIsOld_AndWhatComesAfterTheRun()
    {
        using var population = new Population();
        foreach (var days in new[] { -30, 1 })
        {
            population.Add(RefusalRecord.At(Some.Account("a"), s_hour.Start.AddDays(days), null));
            Verify(population, "a", 24 * days, VerificationOutcome.Passed);
        }

        Verify(population, "a", 2, VerificationOutcome.Passed);

        Assert.Empty(FactDays.Of(population, s_hour).Days);
    }

    [Fact]
    public void Json_IsReadAsItWasWritten()
    {
        FactDay[] days = [new FactDay(new DateOnly(2026, 4, 18)) { Refused = 1, Passed = 2 }, new FactDay(new DateOnly(2026, 4, 19)) { Opened = 7 }];

        Assert.Equal(days, FactDaysJson.Read(FactDaysJson.Write(days)));
    }

    private static void Verify(Population population, string account, int hours, VerificationOutcome outcome) =>
        population.Add(new VerificationRecord(Some.Account(account), s_hour.Start.AddHours(hours), outcome, "desk"));
}
