using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class SortedTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    [InlineData(9, 5)]
    public void LowerBound_CountsWhatIsLess(int value, int less)
    {
        Assert.Equal(less, Sorted.LowerBound([1, 2, 2, 2, 5], value));
        Assert.Equal(less, Sorted.LowerBound(["a", "bb", "cc", "dd", "eeeee"], value, static s => s.Length));
    }
}
