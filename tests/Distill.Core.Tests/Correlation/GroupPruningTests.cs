using Distill.Core.Correlation;
using Distill.Core.Signals;
using static Distill.Core.Tests.Correlation.SharedMeansTests;

namespace Distill.Core.Tests.Correlation;

public sealed class GroupPruningTests
{
    [Fact]
    public void FewWhoPayOtherwiseThanTheRest_FallOut() => Assert.Equal(Enumerable.Range(0, 38), Kept(38));

    [Fact]
    public void WhereManyPayOtherwise_Nobody_FallsOut() => Assert.Equal(Enumerable.Range(0, 40), Kept(30));

    // 40 members, so many of whom pay with a card of four.
    private static IEnumerable<int> Kept(int alike)
    {
        var population = PopulationBaseline.Of([.. Enumerable.Range(0, 40).Select(i => Account($"p{i:00}", i < alike ? $"card{i / 4}" : $"own{i}"))]);
        return new GroupPruning(population, new DetectionOptions()).WithoutOtherPayers([.. Enumerable.Range(0, 40)]).Order();
    }
}
