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

    [Fact]
    public void CardThatMostHaveElsewhere_IsNotTheGroups() => Assert.Equal(Enumerable.Range(4, 36), Kept(40, elsewhere: 13));

    // 40 members, so many of whom pay with a card of four.
    private static IEnumerable<int> Kept(int alike, int elsewhere = 0)
    {
        var population = PopulationBaseline.Of(
        [
            .. Enumerable.Range(0, 40).Select(i => Account($"p{i:00}", i < alike ? $"card{i / 4}" : $"own{i}")),
            .. Enumerable.Range(0, elsewhere).Select(i => Account($"q{i:00}", "card0")),
        ]);
        return new GroupPruning(population, new DetectionOptions()).WithoutOtherPayers([.. Enumerable.Range(0, 40)]).Order();
    }
}
