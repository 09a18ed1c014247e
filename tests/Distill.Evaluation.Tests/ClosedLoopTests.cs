using Distill.Core.Options;
using Distill.Evaluation.Labelled;
using Distill.Simulation;

namespace Distill.Evaluation.Tests;

/// <summary>The verdicts are enforced: a blocked account makes no more calls, and its operator brings others.</summary>
public sealed class ClosedLoopTests
{
    [Fact]
    public async Task BlockedCampaign_StaysBlocked_AndItsReplacementsAreFound()
    {
        var trial = new Trial("loop", new LadderSize(Innocent: 150, Campaign: 40, Days: 24, Seed: 21));

        var score = Assert.Single(
            await new TrialRunner(new DetectionOptions(), every: 24) { WithBaselines = false }.RunAsync([trial], 1, _ => { }, default)
        );

        // Five waves. The last one may be too young at the end.
        Assert.InRange(score.Campaign.Accounts, 160, 260);
        Assert.True(score.Campaign.Flagged >= 160, $"{score.Campaign.Flagged} of {score.Campaign.Accounts} are flagged.");
        Assert.Equal(score.Campaign.EverFlagged, score.Campaign.Flagged);
        Assert.Equal(0, score.AllInnocent.Flagged);

        // Between the daily runs, replacements are told by the marks of those before them.
        Assert.True(score.Newcomers.Campaign > 0);
        Assert.Empty(score.Newcomers.Innocent);
        Assert.True(score.Newcomers.CallsBeforeFlag < score.CallsBeforeFlag);
    }
}
