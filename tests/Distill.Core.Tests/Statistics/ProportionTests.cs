using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class ProportionTests
{
    // Wilson's intervals as tabulated by Brown, Cai and DasGupta (2001) and by hand.
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 100, 0, 0.0370)]
    [InlineData(100, 100, 0.9630, 1)]
    [InlineData(1, 1, 0.2065, 1)]
    public void OneSeed_HasWilsonsInterval(long hits, long trials, double low, double high)
    {
        var share = Proportion.Of([(hits, trials)]);
        Assert.Equal((double)hits / trials, share.Value, 12);
        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
    }

    [Fact]
    public void NothingTried_IsNoShare() => Assert.Equal("-", Proportion.Of([(0, 0), (0, 0)]).ToString());

    [Fact]
    public void SeedsThatDisagree_WidenTheInterval()
    {
        var alike = Proportion.Of([(80, 100), (80, 100), (80, 100), (80, 100), (80, 100)]);
        var torn = Proportion.Of([(100, 100), (100, 100), (100, 100), (100, 100), (0, 100)]);
        Assert.Equal(alike.Value, torn.Value, 12);
        Assert.True(torn.High - torn.Low > 4 * (alike.High - alike.Low));
    }

    [Fact]
    public void DesignEffect_IsTheVarianceBetweenSeedsOverTheBinomialOne()
    {
        // Seeds 0.9 and 0.7: variance of the mean 0.01, binomial 0.16 / 200 = 0.0008, design effect 12.5, and t(1) = 12.706. That leaves
        // 200 / 12.5 * (1.959964 / 12.706)^2 = 0.381 independent accounts, and Wilson's interval for these.
        var share = Proportion.Of([(90, 100), (70, 100)]);
        Assert.Equal(0.0579, share.Low, 4);
        Assert.Equal(0.9962, share.High, 4);
    }

    [Fact]
    public void SeedsThatAllAgreeOnOne_StillHaveAnInterval()
    {
        var all = Proportion.Of([(50, 50), (50, 50)]);
        Assert.Equal(1, all.High);
        Assert.Equal(0.9630, all.Low, 4);
    }
}
