using Distill.Core.Groups;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Groups;

public sealed class SharedMeansTests
{
    [Fact]
    public void PartsThatPayWithTheSameCards_AreOneOperators()
    {
        // Twelve cards, each held by one account of either part.
        var joined = Join((i, part) => $"card{i}");

        Assert.Equal(
            [
                [0, 1],
            ],
            joined
        );
    }

    [Fact]
    public void PartsWithCardsOfTheirOwn_StayApart() =>
        Assert.Equal(
            [
                [0],
                [1],
            ],
            Join((i, part) => $"card{part}{i % 4}")
        );

    [Fact]
    public void OneCardInCommon_JoinsNobody() =>
        Assert.Equal(
            [
                [0],
                [1],
            ],
            Join((i, part) => i == 0 ? "shared" : $"own{part}{i}")
        );

    [Fact]
    public void Crowd_SomeOfWhomPayWithAGroupsCards_StaysApart() =>
        Assert.Equal(
            [
                [0],
                [1],
            ],
            Join(
                [8, 120],
                (i, part) =>
                    part == 0 ? $"card{i / 2}"
                    : i < 12 ? $"card{i % 4}"
                    : $"own{i / 2}"
            )
        );

    [Fact]
    public void PartsOfTheSameCompanies_StayApart() =>
        Assert.Equal(
            [
                [0],
                [1],
            ],
            Join([12, 12], (i, part) => $"card{i / 3}", i => $"company{i / 3}.example")
        );

    private static IReadOnlyList<int[]> Join(Func<int, int, string> card) => Join([12, 12], card);

    private static IReadOnlyList<int[]> Join(IEnumerable<int> sizes, Func<int, int, string> card, Func<int, string>? domain = null)
    {
        var parts = sizes
            .Select((size, part) => Enumerable.Range(0, size).Select(i => Account($"p{part}{i:000}", card(i, part), domain?.Invoke(i))).ToArray())
            .ToArray();
        var population = PopulationBaseline.Of([.. parts.SelectMany(p => p).Concat(Others()).OrderBy(p => p.Account)]);
        return new SharedMeans(population).Join([.. parts.Select(Group)]);
    }

    internal static IEnumerable<AccountProfile> Others() => Enumerable.Range(0, 2000).Select(i => Account($"z{i:0000}", $"other{i / 2}"));

    internal static CandidateGroup Group(IEnumerable<AccountProfile> members) =>
        new([.. members.Select(m => new Membership(m, 2, 5, m.FirstCall, 5))], null, null);

    internal static AccountProfile Account(string name, string card, string? domain = null) =>
        Some.Profile([Some.Call(name)], Some.Record(name, payment: card, domain: domain));
}
