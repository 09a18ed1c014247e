using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Core.Sharing;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Sharing;

/// <summary>What others report is shown beside a finding. It flags nobody, whatever it says.</summary>
public sealed class KnownElsewhereTests
{
    [Fact]
    public void Report_IsEvidenceOfItsOwnKindAndWeight()
    {
        var reason = Assert.Single(Reported(SharedTraffic.Run(SharedTraffic.Traffic, Read())));

        Assert.Equal(("known_elsewhere", KnownElsewhere.Weight), (reason.Signal, reason.Weight));
        Assert.Contains("24 of 24 accounts (12 customers)", reason.Detail, StringComparison.Ordinal);
        Assert.Contains("Provider A", reason.Detail, StringComparison.Ordinal);
    }

    /// <summary>The verdicts are those without the report, but for the reason.</summary>
    [Fact]
    public void Report_ChangesNoLevelScoreOrCluster()
    {
        var with = SharedTraffic.Run(SharedTraffic.Traffic, Read());

        Assert.Equal(Verdicts(SharedTraffic.Found), Verdicts(with));
    }

    /// <summary>A campaign's whole bundle where the campaign is not, and everything that innocent accounts have: nobody is flagged.</summary>
    [Fact]
    public void ReportAlone_FlagsNobody()
    {
        var traffic = CampaignTraffic.Create(hydra: false);
        var shared = Read();
        var all = new SharedIndicators(SharedTraffic.Key, [.. shared.Indicators, .. SharedTraffic.Everything(traffic)]);

        var quiet = SharedTraffic.Run(traffic, SharedIndicators.None);
        var accused = SharedTraffic.Run(traffic, all);

        Assert.DoesNotContain(accused.Verdicts.Values, v => v.Level >= VerdictLevel.Suspect);
        Assert.Equal(Verdicts(quiet), Verdicts(accused));
    }

    /// <summary>Everything that anybody has is reported, next to a real campaign: the levels stay, also of those who are innocent.</summary>
    [Fact]
    public void PoisonedReport_AccusesNobodyElse()
    {
        var poisoned = new SharedIndicators(SharedTraffic.Key, SharedTraffic.Everything(SharedTraffic.Traffic));

        Assert.Equal(Verdicts(SharedTraffic.Found), Verdicts(SharedTraffic.Run(SharedTraffic.Traffic, poisoned)));
    }

    /// <summary>What most of its holders have outside the group says nothing of the group: a VPN's address, a popular framing.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void ValueOfMany_CountsOnlyIfHalfOfItsHoldersAreTheGroups(int outside, bool counts)
    {
        // Five of the campaign's accounts and some customers call from one more network.
        var (windows, records) = SharedTraffic.Traffic;
        var accounts = Enumerable.Range(0, 5).Select(i => $"h{2 * i:00}").Concat(Enumerable.Range(0, outside).Select(i => $"c{i:000}"));
        var vpn = accounts.SelectMany(a =>
            windows.Where(w => w.Account.Value == a).Select(w => Some.Window([.. w.Calls.ToArray().Select(c => Moved(c))]))
        );
        var moved = windows.Where(w => !accounts.Contains(w.Account.Value)).Concat(vpn).ToArray();
        var address = new Trait(TraitKind.Network, Some.Call("x", ip: "198.51.100.7").Network.Bits);
        var shared = new SharedIndicators(SharedTraffic.Key, [SharedTraffic.Indicator("network", [SharedTraffic.Key.Of(address)])]);

        var reported = Reported(SharedTraffic.Run((moved, records), shared));

        Assert.Equal(counts ? 1 : 0, reported.Count());
    }

    [Fact]
    public void OneCustomersValues_AreNoReport()
    {
        var card = SharedTraffic.Key.Of(Trait.Of(TraitKind.Payment, "card3"));

        Assert.Empty(Reported(SharedTraffic.Run(SharedTraffic.Traffic, new(SharedTraffic.Key, [SharedTraffic.Indicator("payment", [card])]))));
    }

    [Fact]
    public void OnlyWhatHolds_Counts()
    {
        var indicator = Read().Indicators;
        var end = SharedTraffic.Traffic.Windows.Max(w => w.Hour).End;
        (string Why, Func<SharedIndicator, SharedIndicator> Change)[] changes =
        [
            ("ended", i => i with { Until = end }),
            ("not yet", i => i with { ValidFrom = end.AddTicks(1) }),
            ("came in later", i => i with { Received = end.AddTicks(1) }),
            ("revoked", i => i with { IsRevoked = true }),
            ("another key", i => i with { KeyId = SharedTraffic.OtherKey.Id }),
        ];
        foreach (var (why, change) in changes)
        {
            Assert.False(Holds([.. indicator.Select(change)], end), why);
        }

        Assert.True(Holds(indicator, end));
    }

    /// <summary>The last version of an indicator counts, in whatever order they came.</summary>
    [Fact]
    public void LaterVersion_ReplacesAnEarlierOne()
    {
        var first = Read().Indicators;
        var revoked = first.Select(i => i with { IsRevoked = true, Modified = i.Modified.AddDays(1), Hashes = [] }).ToArray();
        var end = SharedTraffic.Traffic.Windows.Max(w => w.Hour).End;

        Assert.False(Holds([.. first, .. revoked], end));
        Assert.False(Holds([.. revoked, .. first], end));
        Assert.True(Holds([.. revoked.Select(i => i with { Modified = DateTimeOffset.MinValue }), .. first], end));
    }

    [Fact]
    public void Portrait_KeepsItsValues()
    {
        var portrait = SharedTraffic.Found.Portraits[SharedTraffic.Cluster.Id];

        var read = PortraitJson.Read(PortraitJson.Write(portrait));

        Assert.NotEmpty(portrait.Values!);
        Assert.Equal(portrait.Values, read.Values);
        Assert.Equal(portrait.KeyId, read.KeyId);
    }

    private static bool Holds(IReadOnlyList<SharedIndicator> indicators, DateTimeOffset time) =>
        new SharedIndicators(SharedTraffic.Key, indicators).At(time).Count > 0;

    private static SharedIndicators Read() => new(SharedTraffic.Key, StixReader.Read(SharedTraffic.Bundle(), DateTimeOffset.MinValue));

    private static ApiCall Moved(ApiCall call) => call with { Network = Some.Call("x", ip: "198.51.100.7").Network };

    private static IEnumerable<Reason> Reported(CorrelationState state) =>
        state.Clusters.SelectMany(c => c.Evidence.GetValueOrDefault(ClusterReport.Elsewhere) ?? []);

    private static IEnumerable<string> Verdicts(CorrelationState state) =>
        state
            .Verdicts.Values.OrderBy(v => v.Account)
            .Select(v => $"{v.Account} {v.Level} {v.Score} {v.Action} {v.Cluster} {v.Reasons.Count(r => r.Signal != "known_elsewhere")}");
}
