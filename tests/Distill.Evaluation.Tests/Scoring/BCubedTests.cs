using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Tests.Scoring;

public sealed class BCubedTests
{
    [Fact]
    public void MixedCluster_IsScoredItemByItem()
    {
        // a, b and an innocent in one cluster, c in none: precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (2/3 + 2/3 + 1 + 1/3) / 4.
        var score = BCubed.Of([("campaign", "x"), ("campaign", "x"), (null, "x"), ("campaign", null)]);
        Assert.Equal(2.0 / 3, score.Precision, 12);
        Assert.Equal(2.0 / 3, score.Recall, 12);
        Assert.Equal(2.0 / 3, score.F1, 12);
    }

    [Fact]
    public void PerfectCluster_ScoresOne() => Assert.Equal(1, BCubed.Of([("campaign", "x"), ("campaign", "x")]).F1, 12);

    [Fact]
    public void CampaignTornInTwo_LosesHalfTheRecall()
    {
        var score = BCubed.Of([("campaign", "x"), ("campaign", "x"), ("campaign", "y"), ("campaign", "y")]);
        Assert.Equal((1, 0.5), (score.Precision, score.Recall));
    }

    [Fact]
    public void CampaignMissed_HasTheRecallOfSingles() =>
        Assert.Equal(0.25, BCubed.Of([("campaign", null), ("campaign", null), ("campaign", null), ("campaign", null)]).Recall, 12);

    [Fact]
    public void Nothing_HasNoScore() => Assert.True(double.IsNaN(BCubed.Of([]).F1));
}
