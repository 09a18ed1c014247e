using System.Text;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Core.Tests.Decisions;

public sealed class VerdictJsonTests
{
    private static readonly DateTimeOffset s_hour = new(2026, 4, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Verdict_HasTheContractsFields()
    {
        var verdict = new Verdict
        {
            Account = AccountId.Parse("acct_1"),
            Level = VerdictLevel.Suspect,
            Score = 81,
            Action = VerdictAction.Verify,
            Cluster = ClusterId.Parse("hydra-0123456789ab"),
            FirstFlaggedAt = s_hour,
            Reasons = [new Reason("framing", "Shares a head with 12 accounts (+ 3 > 2).", 4.5)],
        };

        var json = VerdictJson.Write(verdict);

        Assert.Equal(
            """{"account":"acct_1","level":"suspect","score":81,"action":"verify","cluster":"hydra-"""
                + """0123456789ab","firstFlaggedAt":"2026-04-22T03:00:00Z","reasons":["""
                + """{"signal":"framing","detail":"Shares a head with 12 accounts (+ 3 > 2).","weight":4.5}]}""",
            Encoding.UTF8.GetString(json)
        );
        Assert.True(verdict.SaysTheSameAs(VerdictJson.Read(json)));
    }

    [Fact]
    public void NeverSeen_SaysNullWhereNothingIsKnown() =>
        Assert.Equal(
            """{"account":"a","level":"not_assessed","score":0,"action":"allow","cluster":null,"firstFlaggedAt":null,"reasons":["""
                + """{"signal":"coverage","detail":"No call of this account has been seen.","weight":0}]}""",
            Encoding.UTF8.GetString(VerdictJson.Write(Verdict.NeverSeen(AccountId.Parse("a"))))
        );

    [Fact]
    public void Cluster_SurvivesTheRoundTrip_AndForgetsTheOrderOfItsDictionaries()
    {
        var one = Some(new() { ["m1"] = 1, ["m2"] = 2 });
        var other = Some(new() { ["m2"] = 2, ["m1"] = 1 });

        Assert.Equal(ClusterJson.Write(one), ClusterJson.Write(other));
        Assert.Equal(ClusterJson.Write(one), ClusterJson.Write(ClusterJson.Read(ClusterJson.Write(one))));
    }

    [Fact]
    public void Clusters_AreOneArray()
    {
        Assert.Equal("[]\n", All());
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(All(Some([]), Some([]))).RootElement.GetArrayLength());
    }

    private static string All(params Cluster[] clusters)
    {
        using var stream = new MemoryStream();
        ClusterJson.WriteAll(stream, clusters);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Entries of earlier versions do not say how many members there were from then on.</summary>
    [Fact]
    public void Timeline_KeepsTheMembers_AndReadsEntriesWithoutThem()
    {
        TimelineEntry[] timeline = [new(s_hour, "first seen") { Accounts = 2 }, new(s_hour, "watch became suspect.")];
        var written = ClusterJson.Write(Some(new Dictionary<string, long>()) with { Timeline = timeline });

        Assert.Equal(timeline, ClusterJson.Read(written).Timeline);
        Assert.Equal(1, Encoding.UTF8.GetString(written).Split("\"what\":\"watch became suspect.\"}").Length - 1);
    }

    private static Cluster Some(Dictionary<string, long> models) =>
        new()
        {
            Id = ClusterId.Of(Hour.Of(s_hour), AccountId.Parse("a")),
            Level = VerdictLevel.Confirmed,
            Accounts = [AccountId.Parse("a"), AccountId.Parse("b")],
            FirstSeen = s_hour,
            LastSeen = s_hour.AddMinutes(1),
            Calls = 3,
            InputTokens = 4,
            OutputTokens = 5,
            Models = models,
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>> { ["content"] = [new Reason("framing", "x", 1)] },
            Timeline = [new TimelineEntry(s_hour, "first seen")],
        };
}
