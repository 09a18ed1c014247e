using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class SequentialTestTests
{
    private readonly SequentialTest _test = new(.06, .5, 1e-4, .05);

    [Fact]
    public void FiveHits_AreClear()
    {
        // ln(.95 / 1e-4) = 9.16 and ln(.5 / .06) = 2.12 a hit.
        var sum = 0.0;

        Assert.Equal([null, null, null, null, true], Enumerable.Range(0, 5).Select(_ => _test.Step(ref sum, true)));
    }

    [Fact]
    public void FiveMisses_AreClear()
    {
        // ln(.05) = -3.0 and ln(.5 / .94) = -0.63 a miss.
        var sum = 0.0;

        Assert.Equal([null, null, null, null, false], Enumerable.Range(0, 5).Select(_ => _test.Step(ref sum, false)));
    }

    [Fact]
    public void RateThatIsLookedFor_IsMissedAsSeldomAsBetaSays()
    {
        var random = new Random(1);
        var missed = Enumerable.Range(0, 4000).Count(_ => Run(random, .5) is false);

        Assert.InRange(missed, 0, (.05 * 4000) + (3 * Math.Sqrt(.05 * 4000)));
    }

    private bool Run(Random random, double rate)
    {
        var sum = 0.0;
        while (true)
        {
            if (_test.Step(ref sum, random.NextDouble() < rate) is { } verdict)
            {
                return verdict;
            }
        }
    }
}
