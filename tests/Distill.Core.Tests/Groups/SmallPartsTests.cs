using Distill.Core.Groups;
using Distill.Core.Profiles;
using static Distill.Core.Tests.Groups.SharedMeansTests;

namespace Distill.Core.Tests.Groups;

public sealed class SmallPartsTests
{
    [Fact]
    public void HandfulsOfAccounts_AreOneOperators_ThoughNoTwoOfThemSay()
    {
        // Five parts of three accounts on four cards. Any two parts share two or three of the cards, which may be chance. All five together are not.
        var units = Assert.Single(Join(Enumerable.Repeat(3, 5), (i, part) => $"card{(i + part) % 4}"));

        Assert.Equal(
            [
                [0],
                [1],
                [2],
                [3],
                [4],
            ],
            units
        );
    }

    [Fact]
    public void TwoHandfuls_WithTwoCardsInCommon_ComeToNothing() => Assert.Empty(Join([3, 3], (i, part) => i < 2 ? $"card{i}" : $"own{part}"));

    [Fact]
    public void HandfulsOfTheSameCompanies_ComeToNothing() =>
        Assert.Empty(Join([6, 6, 6], (i, part) => $"card{i / 2}", i => $"company{i / 2}.example"));

    [Fact]
    public void TheSameAccounts_FoundByOtherFramings_AreOneUnitAndTieNobody()
    {
        var accounts = Enumerable.Range(0, 8).Select(i => Account($"p{i}", $"card{i % 4}")).ToArray();
        var more = Enumerable.Range(0, 4).Select(i => Account($"q{i}", $"card{i % 4}")).ToArray();
        var population = PopulationBaseline.Of([.. accounts.Concat(more).Concat(Others()).OrderBy(p => p.Account)]);

        Assert.Empty(new SmallParts(population).Join([Group(accounts), Group(accounts[1..])]));
        Assert.Equal(
            [
                [0, 1],
                [2],
            ],
            Assert.Single(new SmallParts(population).Join([Group(accounts), Group(accounts[1..]), Group(more)]))
        );
    }

    private static IReadOnlyList<IReadOnlyList<int[]>> Join(IEnumerable<int> sizes, Func<int, int, string> card, Func<int, string>? domain = null)
    {
        var parts = sizes
            .Select((size, part) => Enumerable.Range(0, size).Select(i => Account($"p{part}{i:000}", card(i, part), domain?.Invoke(i))).ToArray())
            .ToArray();
        var population = PopulationBaseline.Of([.. parts.SelectMany(p => p).Concat(Others()).OrderBy(p => p.Account)]);
        return new SmallParts(population).Join([.. parts.Select(Group)]);
    }
}
