using Distill.Core.Reconciliation;

namespace Distill.Core.Tests.Reconciliation;

public sealed class LogReconciliationTests
{
    private const long HourMicros = 3_600_000_000;

    /// <summary>Clocks and names differ, and times are those of the answers' ends, in whole seconds. The calls are the same all the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-37)]
    [InlineData(8 * 3600)]
    [InlineData((-5 * 3600) - 90)]
    public void AnHonestReseller_IsFoundHonest_WhateverItsClock(double skew)
    {
        var found = TwoLogs.Of(4000, 40, TwoLogs.OwnAccount, skew).Compare();

        Assert.Null(found.Shortfall);
        Assert.InRange(found.Offset!.Low / 1e6, skew - 3, skew + 1);
        Assert.InRange(found.Offset.High / 1e6, skew + 18, skew + 24);
        Assert.InRange(found.Undeclared, 0, 2);
        Assert.Empty(found.UndeclaredAccounts);
        Assert.Empty(found.Shared);
        Assert.Empty(found.Spread);
        Assert.Empty(found.Gaps);
        Assert.InRange(found.Matched, 3990, 4000);
    }

    [Fact]
    public void TheOrderOfLines_ChangesNothing()
    {
        var random = new Random(4);
        var logs = TwoLogs.Of(1500, 20, (c, i) => $"acct_{i % 3}", 12);
        var first = Shown(logs.Compare());
        logs.EditOurs(c => c.OrderBy(_ => random.Next())).EditTheirs(c => c.OrderBy(_ => random.Next()));

        Assert.Equal(first, Shown(logs.Compare()));
    }

    /// <summary>Lines that come twice, lost lines, counts that differ by a little, fields that are missing: nobody is accused.</summary>
    [Fact]
    public void Noise_AccusesNobody()
    {
        var random = new Random(5);
        var logs = TwoLogs
            .Of(4000, 40, TwoLogs.OwnAccount, -3)
            .EditTheirs(calls => calls.Where(_ => random.Next(100) > 0))
            .EditOurs(calls => calls.Where(_ => random.Next(100) > 0))
            .EditTheirs(calls => calls.Select(c => random.Next(5) == 0 ? c with { InputTokens = (int)(c.InputTokens * 1.01) } : c))
            .EditTheirs(calls => calls.Select(c => random.Next(20) == 0 ? c with { InputTokens = 0, OutputTokens = 0 } : c))
            .EditTheirs(calls => [.. calls, .. calls.Take(300)])
            .EditOurs(calls => [.. calls, .. calls.Take(200)]);

        var found = logs.Compare();

        Assert.Null(found.Shortfall);
        Assert.Equal(300, found.Theirs.Duplicates);
        Assert.Equal(200, found.Ours.Duplicates);
        Assert.InRange(found.Undeclared, 10, 80);
        Assert.Empty(found.UndeclaredAccounts);
        Assert.Empty(found.Shared);
        Assert.InRange(found.Theirs.WithoutTokens, 100, 300);
    }

    [Fact]
    public void CallsThatWereNotDeclared_AreFound_OnTheAccountsThatMadeThem()
    {
        var hidden = new HashSet<string> { "acct_3", "acct_7" };
        var logs = TwoLogs.Of(4000, 40, TwoLogs.OwnAccount);
        var ids = logs.Ours.Where(c => hidden.Contains(c.Party) && c.Id % 2 == 0).Select(c => c.Id).ToHashSet();
        logs.EditTheirs(calls => calls.Where(c => !ids.Contains(c.Id)));

        var found = logs.Compare();

        Assert.Equal(hidden, found.UndeclaredAccounts.Select(a => a.Account).ToHashSet());
        Assert.InRange(found.Undeclared, ids.Count - 3, ids.Count + 3);
        Assert.All(found.UndeclaredAccounts, a => Assert.InRange(a.Undeclared, 0.35 * a.Calls, 0.65 * a.Calls));
    }

    /// <summary>A log that was not written for some hours hides nothing: it can't be compared there.</summary>
    [Fact]
    public void HoursThatTheirLogDoesNotHave_AreAGap_AndNotUndeclared()
    {
        var logs = TwoLogs.Of(4000, 40, TwoLogs.OwnAccount);
        var (from, to) = (logs.Theirs.Min(c => c.Micros) + (6 * HourMicros), logs.Theirs.Min(c => c.Micros) + (10 * HourMicros));
        logs.EditTheirs(calls => calls.Where(c => c.Micros < from || c.Micros >= to));

        var found = logs.Compare();

        var gap = Assert.Single(found.Gaps);
        Assert.InRange((gap.To - gap.From).TotalHours, 3.9, 4.1);
        Assert.InRange(gap.OurCalls, 550, 780);
        Assert.InRange(found.Ours.InGaps, 550, 780);
        Assert.InRange(found.Undeclared, 0, 10);
        Assert.Empty(found.UndeclaredAccounts);
    }

    [Fact]
    public void ALogOfHalfTheTime_IsComparedInThatHalf()
    {
        var logs = TwoLogs.Of(4000, 40, TwoLogs.OwnAccount);
        var middle = logs.Theirs.Min(c => c.Micros) + (12 * HourMicros);
        logs.EditTheirs(calls => calls.Where(c => c.Micros < middle));

        var found = logs.Compare();

        Assert.InRange(found.Ours.Outside, 1900, 2100);
        Assert.InRange(found.Undeclared, 0, 5);
    }

    /// <summary>Eleven customers share each of our accounts.</summary>
    [Fact]
    public void AccountsWithManyHands_AreCounted_WithAnInterval()
    {
        var logs = TwoLogs.Of(3000, 44, (customer, _) => $"acct_{customer % 4}");

        var found = logs.Compare();

        Assert.Equal(4, found.Shared.Count);
        Assert.All(found.Shared, h => Assert.InRange(11, h.Low, h.High));
        Assert.All(found.Shared, h => Assert.InRange(h.Seen, 10, 11));
        Assert.Empty(found.Spread);
    }

    [Fact]
    public void CustomersSpreadOverAccounts_AreFound()
    {
        var logs = TwoLogs.Of(3000, 10, (customer, call) => customer == 5 ? $"pool_{call % 6}" : $"acct_{customer}");

        var spread = Assert.Single(logs.Compare().Spread);

        Assert.Equal(("user5", 6), (spread.Customer, spread.Accounts));
    }

    [Fact]
    public void ModelsOfOtherProviders_AreNamed_AndNotMissed()
    {
        var logs = TwoLogs.Of(2000, 20, TwoLogs.OwnAccount);
        logs.EditTheirs(calls =>
            [.. calls, .. calls.Take(500).Select(c => c with { Model = "other-model", Id = c.Id + 9_000, InputTokens = c.InputTokens + 77 })]
        );

        var found = logs.Compare();

        Assert.Equal(["other-model"], found.OtherModels);
        Assert.InRange(found.Theirs.Unmatched, 0, 2);
    }

    [Fact]
    public void LogsOfOtherCalls_GiveNoAnswer()
    {
        var logs = TwoLogs.Of(2000, 20, TwoLogs.OwnAccount);
        logs.EditTheirs(_ => TwoLogs.Of(2000, 20, TwoLogs.OwnAccount, seed: 9).Theirs);

        var found = logs.Compare();

        Assert.NotNull(found.Shortfall);
        Assert.Empty(found.UndeclaredAccounts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEmptyOrUselessLog_GivesNoAnswer(bool empty)
    {
        var logs = TwoLogs.Of(500, 20, TwoLogs.OwnAccount);
        logs.EditTheirs(calls => empty ? [] : calls.Select(c => c with { InputTokens = 0, OutputTokens = 0 }));

        Assert.NotNull(logs.Compare().Shortfall);
    }

    private static string Shown(LogComparison found) => System.Text.Json.JsonSerializer.Serialize(found);
}
