using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using static Distill.Core.Tests.Decisions.SomeDecisions;

namespace Distill.Core.Tests.Decisions;

public sealed class ProvisionalVerdictTests
{
    private static readonly Hour s_hour = Hour.Of(Now);

    [Fact]
    public void BeforeARunHasSeenTheCalls_ItHolds_AndSaysThatItIsProvisional()
    {
        var stands = At(s_hour - 1, Provisional()).Apply(Raw(VerdictLevel.Clear));

        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Throttle), (stands.Verdict.Level, stands.Verdict.Action));
        Assert.Equal((Id(1), Now.AddHours(6)), (stands.Verdict.Cluster, stands.Expires));
        Assert.Equal(["provisional", "known_framings"], stands.Verdict.Reasons.Select(r => r.Signal));
        Assert.StartsWith("Provisional, on calls up to 2026-05-01 13:00 UTC", stands.Verdict.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, VerdictLevel.NotAssessed, true)]
    [InlineData(5, VerdictLevel.NotAssessed, true)]
    [InlineData(0, VerdictLevel.Clear, false)]
    [InlineData(0, VerdictLevel.Watch, false)]
    [InlineData(0, VerdictLevel.Suspect, false)]
    [InlineData(5, VerdictLevel.Confirmed, false)]
    [InlineData(-1, VerdictLevel.NotAssessed, true)]
    [InlineData(-1, VerdictLevel.Watch, true)]
    [InlineData(-1, VerdictLevel.Suspect, false)]
    public void TheRunThatSeesTheCallsAndCanAssess_ConfirmsOrWithdrawsIt(int hours, VerdictLevel level, bool holds)
    {
        var raw = Raw(level);

        var stands = At(s_hour + hours, Provisional()).Apply(raw).Verdict;

        Assert.Equal(holds, !ReferenceEquals(raw, stands));
    }

    [Fact]
    public void WithoutARun_ItEndsWithItsTerm()
    {
        Assert.False(At(null, Now.AddHours(5.9), Provisional()).Apply(Raw(VerdictLevel.NotAssessed)).Verdict.Level < VerdictLevel.Suspect);
        Assert.True(At(null, Now.AddHours(6), Provisional()).Apply(Raw(VerdictLevel.NotAssessed)).Verdict.Level < VerdictLevel.Suspect);
        Assert.True(At(s_hour + 5, Now.AddHours(6), Provisional()).Apply(Raw(VerdictLevel.NotAssessed)).Verdict.Level < VerdictLevel.Suspect);
    }

    /// <summary>A run clears the account. Then its old calls leave the lookback, so that the next run can't assess it.</summary>
    [Fact]
    public void WhatARunRefuted_NeverHoldsAgain()
    {
        ProvisionalVerdicts Published(int hours, params ProvisionalVerdict[] verdicts) => ProvisionalVerdicts.Of(verdicts, s_hour + hours, Now);
        Dictionary<AccountId, Verdict> By(VerdictLevel level) => new() { [Account(50)] = Raw(level) };

        var taken = Assert.Single(Published(0, Provisional()).Refuted(By(VerdictLevel.Clear)));

        Assert.True(taken.IsWithdrawn);
        Assert.Null(Published(1, Provisional(), taken).Find(Raw(VerdictLevel.NotAssessed)));
        Assert.Empty(Published(-1, Provisional()).Refuted(By(VerdictLevel.Clear)));
        Assert.Empty(Published(0, Provisional()).Refuted(By(VerdictLevel.NotAssessed)));
        Assert.Empty(Published(0, Provisional()).Refuted(By(VerdictLevel.Suspect)));
        Assert.Empty(Published(0, Provisional()).Refuted(new Dictionary<AccountId, Verdict>()));
    }

    [Fact]
    public void WhatAnAnalystSaid_WinsOverIt()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss);
        var allowed = Override(2, OverrideKind.Allow, Now.AddHours(1), account: 77);
        var of77 = Provisional() with { Account = Account(77), Cluster = Id(9) };
        var of0 = Provisional() with { Account = Account(0), Cluster = Id(9) };

        // The account is allowed by hand; was cleared with its cluster; is of an operator that was dismissed.
        Assert.Equal(VerdictAction.Allow, Stands([], [allowed], of77).Apply(Raw(VerdictLevel.Clear, 77)).Verdict.Action);
        Assert.Equal(VerdictLevel.Clear, Stands([dismissed], [], of0).Apply(Raw(VerdictLevel.Clear, 0)).Verdict.Level);
        Assert.Equal(VerdictLevel.Clear, Stands([dismissed], [], Provisional()).Apply(Raw(VerdictLevel.Clear)).Verdict.Level);
        Assert.Equal(VerdictLevel.Suspect, Stands([], [], of77).Apply(Raw(VerdictLevel.Clear, 77)).Verdict.Level);

        var shadow = Stands([Decision(3, DecisionKind.Shadow)], [], Provisional()).Apply(Raw(VerdictLevel.Clear));
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Allow, true), (shadow.Verdict.Level, shadow.Verdict.Action, shadow.Simulated));
    }

    [Fact]
    public void AnAccountThatNoRunKnows_HasIt_UntilItIsTakenBack()
    {
        var standing = At(null, Provisional());

        Assert.True(standing.SpeaksFor(Account(50)));
        Assert.Contains(Account(50), standing.Governed);
        Assert.False(At(null, Provisional(), Provisional() with { IsWithdrawn = true }).SpeaksFor(Account(50)));
    }

    [Fact]
    public void Json_KeepsAllOfIt()
    {
        ProvisionalVerdict[] verdicts = [Provisional(), Provisional() with { Account = Account(51), IsWithdrawn = true }];

        var read = ProvisionalJson.Read(ProvisionalJson.Write(verdicts));

        Assert.Equal(verdicts.Select(v => v with { Reasons = [] }), read.Select(v => v with { Reasons = [] }));
        Assert.Equal(verdicts[0].Reasons, read[0].Reasons);
    }

    private static Verdict Raw(VerdictLevel level, int account = 50) =>
        Member(account) with
        {
            Level = level,
            Action = VerdictAction.Allow,
            Cluster = null,
        };

    private static ProvisionalVerdict Provisional() =>
        new()
        {
            Account = Account(50),
            Cluster = Id(1),
            Hour = s_hour,
            Ends = Now.AddHours(6),
            Action = VerdictAction.Throttle,
            Reasons = [new Reason("known_framings", "They match.", 6)],
        };

    private static Standing At(Hour? published, params ProvisionalVerdict[] verdicts) => At(published, Now, verdicts);

    private static Standing At(Hour? published, DateTimeOffset time, params ProvisionalVerdict[] verdicts) =>
        new([], [], [SomeCluster], time, simulated: false, ProvisionalVerdicts.Of(verdicts, published, time));

    private static Standing Stands(ClusterDecision[] decisions, AccountOverride[] overrides, ProvisionalVerdict verdict) =>
        new(decisions, overrides, [SomeCluster], Now, simulated: false, ProvisionalVerdicts.Of([verdict], s_hour - 1, Now));
}
