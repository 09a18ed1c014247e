using Distill.Core.Reconciliation;

namespace Distill.Core.Tests.Reconciliation;

public sealed class HandsTests
{
    [Fact]
    public void WhereAllCallsAreSeen_NobodyIsUnseen() => Assert.Equal((3, 3, 3), Figures(Hands.Of("a", 6, [1, 2, 3])));

    [Fact]
    public void WhereEverybodyIsSeenOften_NobodyIsUnseen() => Assert.Equal((2, 2, 2), Figures(Hands.Of("a", 400, [90, 110])));

    [Fact]
    public void NobodyHasMoreHandsThanCalls()
    {
        var hands = Hands.Of("a", 25, [.. Enumerable.Repeat(1, 20)]);

        Assert.InRange(hands.Estimate, 20, 25);
        Assert.InRange(hands.High, hands.Estimate, 25);
    }

    /// <summary>A customer like any other: in 19 of 20 samples, roughly, the interval holds the number of customers.</summary>
    [Theory]
    [InlineData(60, 600, 0.3)]
    [InlineData(60, 300, 0.5)]
    [InlineData(20, 200, 0.4)]
    public void Interval_HoldsTheNumber(int customers, int calls, double sampled)
    {
        var random = new Random(7);
        var held = 0;
        for (var draw = 0; draw < 300; draw++)
        {
            var all = Enumerable.Range(0, calls).Select(_ => random.Next(customers)).ToArray();
            var truth = all.Distinct().Count();
            var seen = all.OrderBy(_ => random.Next()).Take((int)(sampled * calls)).CountBy(c => c).Select(c => c.Value).ToArray();
            var hands = Hands.Of("a", calls, seen);
            held += hands.Low <= truth && truth <= hands.High ? 1 : 0;
        }

        Assert.InRange(held, 255, 300);
    }

    private static (double, double, double) Figures(Hands hands) => (hands.Estimate, hands.Low, hands.High);
}
