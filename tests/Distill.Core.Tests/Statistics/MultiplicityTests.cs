using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class MultiplicityTests
{
    [Fact]
    public void Holm_StepsDown()
    {
        // Holm's own arithmetic: .01 x 4, .02 x 3, .03 x 2, and .04 x 1, which may not fall below the one before.
        var corrected = Multiplicity.Holm([Math.Log(.03), Math.Log(.01), Math.Log(.04), Math.Log(.02)]);
        Assert.Equal([.06, .04, .06, .06], corrected.Select(p => Math.Round(Math.Exp(p), 9)));
    }

    [Fact]
    public void OtherLooks_MultiplyAll() =>
        Assert.Equal([.06, .9], Multiplicity.Holm([Math.Log(.01), Math.Log(.3)], 3).Select(p => Math.Round(Math.Exp(p), 9)));

    [Fact]
    public void Corrected_IsAtMostOne()
    {
        Assert.Equal(0, Multiplicity.Bonferroni(Math.Log(.2), 10));
        Assert.Equal([0.0, 0.0], Multiplicity.Holm([Math.Log(.9), Math.Log(.8)]));
    }

    [Fact]
    public void NoTests_NeedNoCorrection() => Assert.Empty(Multiplicity.Holm([]));
}
