using Distill.Core.Options;
using Distill.Evaluation.Labelled;
using Distill.Simulation;

namespace Distill.Evaluation.Tests;

/// <summary>Campaigns of 40 accounts on five cards, among 700 innocent accounts, in three days.</summary>
public sealed class SmallCampaignTests
{
    [Theory]
    [InlineData("naive", 11)]
    [InlineData("thin", 12)]
    public async Task SmallCampaign_IsFound_AndNobodyInnocentIsFlagged(string rung, int seed)
    {
        var trial = new Trial(rung, new LadderSize(Innocent: 700, Campaign: 40, Days: 3, Seed: (ulong)seed));

        var score = Assert.Single(
            await new TrialRunner(new DetectionOptions(), every: 24) { WithBaselines = false }.RunAsync([trial], 1, _ => { }, default)
        );

        Assert.InRange(score.Campaign.Flagged, 36, 40);
        Assert.Equal(0, score.AllInnocent.EverFlagged);
    }
}
