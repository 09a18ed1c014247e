using Distill.Cli.Evaluate;
using Distill.Cli.Terminal;
using Distill.Simulation.Prompts;

namespace Distill.Cli.Tests.Evaluate;

public sealed class TrialPlanTests
{
    [Fact]
    public void Plan_HasEveryRungAtEverySizeWithEverySeed() =>
        Assert.Equal(
            ["thin 600x50 seed 1", "thin 600x50 seed 2", "thin 600x50 seed 7", "thin 300x20 seed 1", "thin 300x20 seed 2", "thin 300x20 seed 7"],
            TrialPlan.Of("thin", "600x50,300x20", 2, "1-2,7", FramingStock.Wide).Select(t => t.ToString())
        );

    [Fact]
    public void TrialNamedTwice_IsRunOnce() => Assert.Equal(3, TrialPlan.Of("thin,thin", "600x50", 2, "1-3,2", FramingStock.Wide).Count);

    [Fact]
    public void Stock_IsThatOfEveryTrial_AndNamedIfItIsNarrow() =>
        Assert.Equal(
            ["quiet 600x50 seed 1, narrow stock", "framed 600x50 seed 1, narrow stock"],
            TrialPlan.Of("quiet,framed", "600x50", 2, "1", FramingStock.Narrow).Select(t => t.ToString())
        );

    [Theory]
    [InlineData("nobody", "600x50", "1")]
    [InlineData("thin", "600", "1")]
    [InlineData("thin", "600x0", "1")]
    [InlineData("thin", "-600x5", "1")]
    [InlineData("thin", "600x50", "5-1")]
    [InlineData("thin", "600x50", "0")]
    [InlineData("thin", "600x50", "")]
    [InlineData("thin", "600x50", "1-2-3")]
    public void WrongPlan_IsRefused(string rungs, string sizes, string seeds) =>
        Assert.Throws<UsageException>(() => TrialPlan.Of(rungs, sizes, 2, seeds, FramingStock.Wide));
}
