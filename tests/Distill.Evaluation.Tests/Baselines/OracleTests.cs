using Distill.Evaluation.Baselines;

namespace Distill.Evaluation.Tests.Baselines;

public sealed class OracleTests
{
    [Fact]
    public void Oracle_TakesTheBestCutOfTheBestSetting()
    {
        // The second: at 2 or more, three accounts of which both campaign ones, F1 = 4 / 5.
        var best = Oracle.Best("b", [new Ranking("one", [1, 0, 5, 4]), new Ranking("two", [3, 2, 2, 1])], [true, true, false, false]);
        Assert.Equal(("two >= 2", 2L, 1L), (best.Setting, best.Found, best.False));
        Assert.Equal(0.8, best.F1, 12);
    }

    [Fact]
    public void EqualScores_AreFlaggedTogether()
    {
        var best = Oracle.Best("b", [new Ranking("tied", [1, 1, 1])], [true, false, false]);
        Assert.Equal((1L, 2L), (best.Found, best.False));
    }

    [Fact]
    public void ScoreOfZero_IsNeverFlagged() => Assert.Equal(0, Oracle.Best("b", [new Ranking("none", [0, 0])], [true, false]).Found);

    [Fact]
    public void WithoutACampaign_NothingIsFlagged() => Assert.Equal(0, Oracle.Best("b", [new Ranking("some", [3, 2])], [false, false]).False);
}
