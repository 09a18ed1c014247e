using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;

namespace Distill.Core.Tests.Decisions;

public sealed class HeldVerdictsTests
{
    private static readonly DetectionOptions s_short = new()
    {
        WatchTermDays = 20,
        SuspectTermDays = 20,
        ConfirmedTermDays = 20,
    };

    [Fact]
    public void BlockedCampaign_StaysAsItWasJudged_SixtyDaysAfterItsLastCall()
    {
        using var loop = WithCustomers(75);
        loop.RunThrough(3);
        var judged = loop.Campaign().ToArray();
        Assert.All(judged, v => Assert.True(v.Level >= VerdictLevel.Suspect));

        loop.RunThrough(70);

        Assert.All(judged, v => Assert.True(loop.LastCalls[v.Account.Value] < Some.Time.AddDays(10)));
        Assert.All(judged, v => Assert.True(loop.State.Verdicts[v.Account].Level >= v.Level));
        Assert.All(loop.Campaign(), v => Assert.NotEqual(VerdictAction.Allow, v.Action));
        Assert.All(loop.Campaign(), v => Assert.Equal("held", v.Reasons[^1].Signal));
        Assert.All(loop.Campaign(), v => Assert.Equal("own_link", v.Reasons[0].Signal));
    }

    [Fact]
    public void TwoCallsOfEachBlockedAccount_ReleaseNobody()
    {
        using var loop = WithCustomers(45);
        for (var i = 0; i < 24; i++)
        {
            loop.Call($"h{i:00}", fromDay: 20, days: 1, pairs: 1);
            loop.Call($"h{i:00}", fromDay: 35, days: 2, pairs: 1);
        }

        loop.RunThrough(3);
        var judged = loop.Campaign().ToArray();
        loop.RunThrough(40, isEnforced: false);

        Assert.All(judged, v => Assert.True(loop.State.Verdicts[v.Account].Level >= v.Level));
    }

    [Fact]
    public void OneOfThem_CannotClearItselfByManyCalls_WhileTheOthersAreSilent()
    {
        using var loop = WithCustomers(25);
        loop.Call("h00", fromDay: 9, days: 12, pairs: 40);
        loop.RunThrough(3);
        var judged = loop.VerdictOn("h00");

        loop.RunThrough(20, isEnforced: false);

        Assert.True(loop.VerdictOn("h00").Level >= judged.Level);
    }

    [Fact]
    public void AsManyOrdinaryCallsOfTheWholeGroup_AreContraryEvidence()
    {
        using var loop = WithCustomers(25);
        for (var i = 0; i < 24; i++)
        {
            loop.Call($"h{i:00}", fromDay: 4, days: 20, pairs: 20);
        }

        loop.RunThrough(3);
        Assert.All(loop.Campaign(), v => Assert.True(v.Level >= VerdictLevel.Suspect));
        loop.RunThrough(20, isEnforced: false);

        Assert.All(loop.Campaign(), v => Assert.Equal((VerdictLevel.Clear, VerdictAction.Allow), (v.Level, v.Action)));
        Assert.All(loop.Campaign(), v => Assert.NotNull(v.FirstFlaggedAt));
    }

    [Fact]
    public void TheTerm_CountsFromTheLastCallOrRefusal_AndEndsTheVerdict()
    {
        using var loop = WithCustomers(60, s_short);
        var refused = Some.Time.AddDays(18);
        loop.Add(RefusalRecord.At(Some.Account("h00"), refused, VerdictAction.Block));
        loop.RunThrough(25);
        var gone = loop.VerdictOn("h01");
        Assert.Equal((VerdictLevel.NotAssessed, VerdictAction.Allow), (gone.Level, gone.Action));
        Assert.Equal(("term", true), (gone.Reasons[0].Signal, gone.FirstFlaggedAt is not null));

        Assert.True(loop.VerdictOn("h00").Level >= VerdictLevel.Suspect);
        loop.RunThrough(37);
        Assert.True(loop.VerdictOn("h00").Level >= VerdictLevel.Suspect);
        loop.RunThrough(40);
        Assert.Equal(VerdictLevel.NotAssessed, loop.VerdictOn("h00").Level);
    }

    [Fact]
    public void Refusals_AreNoCallsAndNoEvidence()
    {
        var (without, with) = (WithCustomers(15), WithCustomers(15));
        for (var i = 0; i < 300; i++)
        {
            with.Add(RefusalRecord.At(Some.Account($"c{i:000}"), Some.Time.AddDays(i % 14), VerdictAction.Throttle));
            with.Add(RefusalRecord.At(Some.Account("unknown"), Some.Time.AddDays(i % 14), null));
        }

        without.RunThrough(14);
        with.RunThrough(14);

        AssertSame(without.State, with.State);
    }

    [Fact]
    public void DissolvedCluster_IsKeptWithItsEvidence_AsLongAsVerdictsRestOnIt()
    {
        using var loop = WithCustomers(40, s_short);
        loop.RunThrough(3);
        var found = Assert.Single(loop.State.Clusters, c => c.Level >= VerdictLevel.Suspect);
        loop.RunThrough(15);

        var kept = Assert.Single(loop.State.Clusters, c => c.Id == found.Id);
        Assert.True(kept.IsDissolved);
        Assert.Equal(loop.Campaign().Where(v => v.Cluster == found.Id).Select(v => v.Account), kept.Accounts);
        Assert.True(kept.Evidence.Count >= 2);
        Assert.Contains("No longer found", kept.Timeline[^1].What, StringComparison.Ordinal);

        loop.RunThrough(40);
        Assert.DoesNotContain(loop.State.Clusters, c => c.Id == found.Id);
    }

    [Fact]
    public void RunsThatStartOver_ComeToTheSame()
    {
        var (kept, cold) = (WithCustomers(45, s_short), WithCustomers(45, s_short, startsOver: true));
        foreach (var loop in new[] { kept, cold })
        {
            loop.Add(RefusalRecord.At(Some.Account("h03"), Some.Time.AddDays(12), VerdictAction.Block));
            loop.Add(new VerificationRecord(Some.Account("h04"), Some.Time.AddDays(11), VerificationOutcome.Passed, "desk"));
            loop.RunThrough(16);
            loop.RunThrough(30);
        }

        AssertSame(kept.State, cold.State);
    }

    [Fact]
    public void VerdictThatWasStoredWithoutABasis_IsHeld_AndItsTermBeginsNow()
    {
        using var loop = WithCustomers(60, s_short);
        loop.RunThrough(13);
        loop.State = loop.State with { Bases = new Dictionary<AccountId, VerdictBasis>() };

        loop.RunThrough(30);
        Assert.All(loop.Campaign(), v => Assert.True(v.Level >= VerdictLevel.Suspect));
        loop.RunThrough(40);
        Assert.All(loop.Campaign(), v => Assert.Equal(VerdictLevel.NotAssessed, v.Level));
    }

    [Fact]
    public void Basis_ReadsWhatItWrote()
    {
        var basis = new VerdictBasis(Hour.Of(Some.Time), 168, Hour.Of(Some.Time) - 40, 739_000);

        Assert.Equal(basis, VerdictBasis.Parse(basis.ToString()));
        Assert.Throws<FormatException>(() => VerdictBasis.Parse("2026042203 1"));
    }

    private static Loop WithCustomers(int days, DetectionOptions? options = null, bool startsOver = false)
    {
        var loop = new Loop(options) { StartsOver = startsOver };
        for (var i = 0; i < 10; i++)
        {
            loop.Call($"c{i:000}", fromDay: 3, days: days - 3, pairs: 2);
        }

        return loop;
    }

    private static void AssertSame(CorrelationState expected, CorrelationState actual)
    {
        Assert.Equal(expected.Verdicts.Count, actual.Verdicts.Count);
        Assert.All(expected.Verdicts.Values, v => Assert.True(v.SaysTheSameAs(actual.Verdicts[v.Account]), v.Account.Value));
        Assert.Equal(expected.Bases.OrderBy(b => b.Key), actual.Bases.OrderBy(b => b.Key));
        Assert.Equal(expected.Clusters.Select(ClusterJson.Write), actual.Clusters.Select(ClusterJson.Write));
    }
}
