using Distill.Core.Correlation;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Correlation;

public sealed class SharedMeansTests
{
    [Fact]
    public void PartsThatPayWithTheSameCards_AreOneOperators()
    {
        // Twelve cards, each of them held by an account of either part.
        var joined = Join((i, part) => $"card{i}");

        Assert.Equal([[0, 1]], joined);
    }

    [Fact]
    public void PartsWithCardsOfTheirOwn_StayApart() => Assert.Equal([[0], [1]], Join((i, part) => $"card{part}{i % 4}"));

    [Fact]
    public void OneCardInCommon_JoinsNobody() => Assert.Equal([[0], [1]], Join((i, part) => i == 0 ? "shared" : $"own{part}{i}"));

    private static IReadOnlyList<int[]> Join(Func<int, int, string> card)
    {
        var parts = Enumerable.Range(0, 2)
            .Select(part => Enumerable.Range(0, 12).Select(i => Account($"p{part}{i:00}", card(i, part))).ToArray())
            .ToArray();
        var others = Enumerable.Range(0, 400).Select(i => Account($"z{i:000}", $"other{i / 2}"));
        var population = PopulationBaseline.Of([.. parts.SelectMany(p => p).Concat(others).OrderBy(p => p.Account)]);
        return new SharedMeans(population).Join(
            [.. parts.Select(p => new CandidateGroup([.. p.Select(m => new Membership(m, 2, 5, m.Calls[0].Micros, 5))], null, null))]);
    }

    private static AccountProfile Account(string name, string card) => Some.Profile([Some.Call(name)], Some.Record(name, payment: card));
}
