using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Resellers;

namespace Distill.Core.Tests.Resellers;

public sealed class ResellerReviewTests
{
    [Fact]
    public void ACall_CountsForItsOwnReseller_AndElseForTheRecords_AndForItsCloud()
    {
        var review = new SomeReview()
            .Add("a", 1, "rs_1")
            .Call("a000", hour: 3, calls: 4, platform: "bedrock")
            .Call("a000", hour: 4, calls: 2, reseller: "rs_2")
            .Add("b", 1)
            .Review();

        Assert.Equal(["reseller:rs_1 5", "reseller:rs_2 2", "cloud:bedrock 4"], review.Channels.Select(c => $"{c.Channel} {c.Report.Calls}"));
        Assert.Equal((2, 8L), (review.Population.Accounts, review.Population.Calls));
    }

    [Fact]
    public void NeitherTheOrderNorTheSplitOfEvents_ChangesTheReview()
    {
        var source = new SomeReview().Add("a", 30, "rs_1").Add("h", 9, "rs_1", VerdictLevel.Suspect, 1).Add("x", 40, "rs_2").Call("a003", 7, 5);

        Assert.Equal(Bytes(source.Review()), Bytes(source.Review(seed: 5)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(19)]
    public void FewAccounts_AreNotGraded_WhateverTheyDid(int flagged)
    {
        var report = Of(
            new SomeReview().Add("p", 2000).Add("a", 19 - flagged, "rs_1").Add("h", flagged, "rs_1", VerdictLevel.Confirmed, 1).Review(),
            "rs_1"
        );

        Assert.Equal(Grade.TooFew, report.Grade);
        Assert.StartsWith("Too few to grade: enough was seen of 19 of its 19 accounts", report.Reasons[0], StringComparison.Ordinal);
        Assert.Null(report.Excess);
    }

    /// <summary>Accounts of which too little was seen are neither innocent nor guilty: they are in no share.</summary>
    [Fact]
    public void AccountsThatAreNotAssessed_CountNeitherWay()
    {
        var source = new SomeReview().Add("p", 2000).Add("a", 40, "rs_1").Add("h", 4, "rs_1", VerdictLevel.Suspect, 1);
        var before = Of(source.Review(), "rs_1");
        var after = Of(source.Add("n", 300, "rs_1", VerdictLevel.NotAssessed).Review(), "rs_1");

        Assert.Equal((344, 44), (after.Accounts, after.Assessed));
        Assert.Equal(before.FlaggedAccounts, after.FlaggedAccounts);
        Assert.Equal((before.Grade, before.Excess), (after.Grade, after.Excess));
    }

    [Fact]
    public void UnknownCustomers_NeitherAccuseNorAcquit()
    {
        var unknown = Of(
            new SomeReview().Add("p", 200).Add("a", 40, "rs_1", edit: (r, _) => r with { Kyc = KnowYourCustomer.Unknown }).Review(),
            "rs_1"
        );
        var known = Of(new SomeReview().Add("p", 200).Add("a", 40, "rs_1").Review(), "rs_1");

        Assert.Equal((Grade.Unknown, Grade.InOrder), (unknown.Grade, known.Grade));
        Assert.Equal(0, unknown.Questioned);
        Assert.Equal(40, unknown.Requested);
        Assert.Contains(unknown.Reasons, r => r == "That neither accuses nor acquits anyone.");
    }

    [Fact]
    public void ManyFlaggedCustomers_AreMoreThanChance()
    {
        var source = new SomeReview().Add("p", 3000).Add("q", 30, null, VerdictLevel.Suspect).Add("a", 60, "rs_1").Add("b", 60, "rs_2");
        var report = Of(source.Add("h", 30, "rs_1", VerdictLevel.Suspect).Review(), "rs_1");

        Assert.Equal(Grade.LookCloser, report.Grade);
        Assert.Equal(2, report.Excess!.Tests);
        Assert.InRange(report.Excess.CorrectedP, 1e-300, 1e-10);
        Assert.Equal(2 * report.Excess.P, report.Excess.CorrectedP, report.Excess.P * 1e-6);
        Assert.Equal(30.0 / 90, report.FlaggedAccounts.Value);
        Assert.InRange(report.FlaggedAccounts.Low!.Value, 0.2, 0.3);
        Assert.InRange(report.FlaggedAccounts.High!.Value, 0.4, 0.5);
        Assert.Contains(report.Reasons, r => r == "This does not say that the channel knows of it, or how it sells.");
    }

    /// <summary>One operator chose the reseller once. That is no excess of customers, however many accounts it has.</summary>
    [Fact]
    public void OneClusterAmongManyCustomers_IsAQuestion_AndNoExcess()
    {
        var report = Of(new SomeReview().Add("p", 3000).Add("a", 950, "rs_1").Add("h", 50, "rs_1", VerdictLevel.Confirmed, 1).Review(), "rs_1");

        Assert.Equal(Grade.Ask, report.Grade);
        Assert.InRange(report.Excess!.P, 0.05, 1);
        Assert.Contains(report.Reasons, r => r.StartsWith("All of them belong to one cluster", StringComparison.Ordinal));
        Assert.InRange(report.FlaggedAccounts.Low!.Value, 0, 0.02);
    }

    [Fact]
    public void AResellerWithHardlyAnyoneElse_IsLookedAtCloser()
    {
        var report = Of(new SomeReview().Add("p", 3000).Add("a", 20, "rs_1").Add("h", 60, "rs_1", VerdictLevel.Confirmed, 1).Review(), "rs_1");

        Assert.Equal(Grade.LookCloser, report.Grade);
    }

    /// <summary>Where all accounts come through one reseller, there is nothing to compare it with.</summary>
    [Fact]
    public void TheOnlyReseller_HasNoExcess()
    {
        var report = Of(new SomeReview().Add("a", 300, "rs_1").Add("h", 60, "rs_1", VerdictLevel.Suspect).Review(), "rs_1");

        Assert.Equal(Grade.Ask, report.Grade);
        Assert.InRange(report.Excess!.P, 0.3, 1);
    }

    /// <summary>Flagged accounts that fell on resellers at random: a p-value below 5 % comes at most once in twenty times.</summary>
    [Fact]
    public void Excess_IsCalibrated_UnderTheNull()
    {
        var random = new Random(3);
        var (small, all) = (0, 0);
        for (var draw = 0; draw < 60; draw++)
        {
            var source = new SomeReview();
            for (var i = 0; i < 400; i++)
            {
                var reseller = random.Next(8) switch
                {
                    0 => "rs_1",
                    1 => "rs_2",
                    2 => "rs_3",
                    _ => null,
                };
                source.Add($"a{i}_", 1, reseller, random.Next(20) == 0 ? VerdictLevel.Suspect : VerdictLevel.Clear);
            }

            foreach (var channel in source.Review().Channels)
            {
                all++;
                small += channel.Report.Excess!.P <= 0.05 ? 1 : 0;
            }
        }

        Assert.Equal(180, all);
        Assert.InRange(small, 0, 18);
    }

    [Fact]
    public void TheSameCluster_IsSeenThroughSeveralChannels()
    {
        var source = new SomeReview().Add("h", 3, "rs_1", VerdictLevel.Suspect, 7).Add("i", 2, "rs_2", VerdictLevel.Suspect, 7);
        source.Call("h000", hour: 9, platform: "vertex").Add("w", 5, "rs_1", VerdictLevel.Watch, 8);

        var seen = Assert.Single(Of(source.Review(), "rs_1").Clusters);

        Assert.Equal((SomeReview.Id(7), VerdictLevel.Suspect, 3, 5), (seen.Id, seen.Level, seen.Here, seen.Accounts));
        Assert.Equal(["reseller:rs_2", "cloud:vertex"], seen.AlsoThrough);
    }

    [Theory]
    [InlineData(20, 0, TrendDirection.Falling)]
    [InlineData(0, 20, TrendDirection.Rising)]
    [InlineData(10, 10, TrendDirection.Steady)]
    [InlineData(0, 0, TrendDirection.TooLittle)]
    public void Trend_ComparesNewAccountsWithEarlierOnes(int earlier, int later, TrendDirection direction)
    {
        var source = new SomeReview();
        for (var i = 0; i < 120; i++)
        {
            var flagged = i % 2 == 0 ? i / 2 < earlier : i / 2 < later;
            source.Call($"a{i:000}", hour: i % 2 == 0 ? 2 : 40, calls: 3, reseller: "rs_1");
            source.Judge($"a{i:000}", flagged ? VerdictLevel.Suspect : VerdictLevel.Clear);
        }

        var trend = Of(source.Review(), "rs_1").Trend;

        Assert.Equal(direction, trend.Direction);
        Assert.Equal((180L, 180L), (trend.Earlier.Calls, trend.Later.Calls));
        Assert.Equal((3L * earlier, 3L * later), (trend.Earlier.Flagged, trend.Later.Flagged));
    }

    [Fact]
    public void Concentration_SaysHowManyEqualAccountsItIsLike()
    {
        var source = new SomeReview().Call("a", calls: 90, reseller: "rs_1").Call("b", calls: 10, reseller: "rs_1");

        var spread = Of(source.Review(), "rs_1").Concentration;

        Assert.Equal(0.9, spread.Busiest, 12);
        Assert.Equal(1, spread.BusiestTen, 12);
        Assert.Equal(1 / 0.82, spread.EqualAccounts, 12);
    }

    private static ChannelReport Of(ResellerReview review, string reseller) =>
        Assert.Single(review.Channels, c => c.Channel == new Channel(ChannelKind.Reseller, reseller)).Report;

    private static string Bytes(ResellerReview review) =>
        string.Join('\n', review.Channels.Select(c => Convert.ToHexString([.. ReviewJson.Write(c.Report), .. ReviewJson.Write(c.Requests)])));
}
