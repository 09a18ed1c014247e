using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class OwnClocksTests
{
    [Fact]
    public void OwnClocksAlone_AreFoundAsOftenAsChanceSays()
    {
        // Of 2,000 groups with p < .01, 20 are expected; outside 5 to 40 would be rare (Poisson, p < 1e-4).
        var random = new Random(4);
        double Draw() => 100 + Enumerable.Range(0, 12).Sum(_ => random.NextDouble());
        var found = Enumerable.Range(0, 2000).Count(_ => OwnClocks.Judge(Draw(), Draw).LogChance < Math.Log(0.01));

        Assert.InRange(found, 5, 40);
    }

    [Fact]
    public void WhatClocksAlwaysGive_IsNoEvidence() => Assert.Equal((14, 0), OwnClocks.Judge(14, () => 14));
}
