using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

public sealed class EstablishedAccountsTests
{
    [Theory]
    [InlineData(29, 1, "", false)]
    [InlineData(30, 1, "", true)]
    [InlineData(4, 13, "own", false)]
    [InlineData(5, 1, "own", true)]
    [InlineData(5, 1, "", false)]
    [InlineData(4, 20, "", false)]
    [InlineData(5, 20, "", true)]
    [InlineData(5, 1, "shared", false)]
    public void Account_IsEstablishedByItsHistory_OrAfterAFewCallsByAgeOrCard(int calls, int days, string card, bool established) =>
        Assert.Equal(established, IsEstablished(calls, Some.Record("x", Some.Time.AddDays(-days), card)));

    [Fact]
    public void WhatIsUnknown_TakesNothingAway()
    {
        Assert.True(IsEstablished(1, null));
        Assert.True(IsEstablished(1, Some.Record("x", payment: "") with { Created = null }));
    }

    [Fact]
    public void WhereHardlyAnybodyIs_AllCount()
    {
        Assert.True(IsEstablished(1, Fresh("x"), others: 200, otherCalls: 1));
        Assert.False(IsEstablished(1, Fresh("x"), others: 200, otherCalls: 5));
    }

    // Whether the account x is established among others, which are old. Four of them pay with the shared card.
    private static bool IsEstablished(int calls, AccountRecord? record, int others = 20, int otherCalls = 5)
    {
        AccountProfile[] profiles =
        [
            .. Enumerable.Range(0, others).Select(i => Profile($"a{i:000}", otherCalls, Some.Record($"a{i:000}", payment: i < 4 ? "shared" : ""))),
            Profile("x", calls, record),
        ];
        return PopulationBaseline.Of(profiles).IsEstablished(others);
    }

    private static AccountProfile Profile(string account, int calls, AccountRecord? record) =>
        Some.Profile(Enumerable.Range(0, calls).Select(n => Some.Call(account, id: $"{account}/{n}", time: Some.Time.AddMinutes(n))), record);

    private static AccountRecord Fresh(string account) => Some.Record(account, Some.Time.AddDays(-1), payment: "");
}
