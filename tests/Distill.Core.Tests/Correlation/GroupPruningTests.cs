using Distill.Core.Correlation;
using Distill.Core.Signals;
using static Distill.Core.Tests.Correlation.SharedMeansTests;

namespace Distill.Core.Tests.Correlation;

public sealed class GroupPruningTests
{
    [Fact]
    public void WhoPaysByHimself_PaysOtherwise() => Assert.Equal(Enumerable.Range(0, 30), Payers(30));

    [Fact]
    public void CardThatMostHaveElsewhere_IsNotTheGroups() => Assert.Equal(Enumerable.Range(4, 36), Payers(40, elsewhere: 13));

    [Fact]
    public void CardOfACompanyInTheOpen_IsNotTheGroups() => Assert.Equal(Enumerable.Range(4, 36), Payers(40, company: "company.example"));

    // 40 members, so many of whom pay with a card of four.
    private static IEnumerable<int> Payers(int alike, int elsewhere = 0, string? company = null)
    {
        var members = Enumerable.Range(0, 40).Select(i => Account($"p{i:00}", i < alike ? $"card{i / 4}" : $"own{i}", i < 4 ? company : null)).ToArray();
        var population = PopulationBaseline.Of([.. members, .. Enumerable.Range(0, elsewhere).Select(i => Account($"q{i:00}", "card0"))]);
        return new GroupPruning(population, new DetectionOptions()).OwnPayers(Group(members).Members).Select(m => int.Parse(m.Profile.Account.Value[1..]));
    }
}
