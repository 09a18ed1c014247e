using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class NaturalGroupsTests
{
    [Fact]
    public void RandomGroups_HavePValuesNoSmallerThanChance()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 600).Select(_ => random.NextDouble() * random.NextDouble()).ToArray();
        var population = Population(600, _ => 0);
        var groups = Groups(population, values);

        Calibration.AssertHolds(
            [
                .. Enumerable
                    .Range(0, 300)
                    .Select(_ =>
                    {
                        var members = population.Members.ToArray();
                        random.Shuffle(members);
                        return groups.Judge(population with { Members = members[..20] })!.Value.LogChance;
                    }),
            ],
            slack: 1.5
        );
    }

    [Fact]
    public void NaturalGroups_HavePValuesNoSmallerThanChance()
    {
        // 60 programs of 12 users, each program with its own level.
        var random = new Random(2);
        var levels = Enumerable.Range(0, 60).Select(_ => random.NextDouble() * random.NextDouble()).ToArray();
        var values = Enumerable.Range(0, 720).Select(i => levels[i / 12]).ToArray();
        var population = Population(720, i => (ulong)(1 + (i / 12)));
        var groups = Groups(population, values);

        Calibration.AssertHolds(
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(g => groups.Judge(population with { Members = [.. population.Members.Skip(g * 12).Take(12)] })!.Value.LogChance),
            ],
            slack: 1.5
        );
    }

    [Fact]
    public void GroupFarFromAnyOther_IsFar()
    {
        var random = new Random(3);
        var population = Population(400, i => (ulong)(1 + (i / 20)));
        var values = Enumerable.Range(0, 400).Select(i => i < 20 ? .9 : random.NextDouble() * .2).ToArray();

        Assert.True(Groups(population, values).Judge(population with { Members = [.. population.Members.Take(20)] })!.Value.LogChance < -9.2);
    }

    [Fact]
    public void TooFewMembersOrNobodyToCompareWith_SayNothing()
    {
        var population = Population(400, _ => 0);
        var values = Enumerable.Repeat(.5, 400).ToArray();

        Assert.Null(Groups(population, values).Judge(population with { Members = [.. population.Members.Take(7)] }));
        Assert.Null(Groups(population, values).Judge(population));
        Assert.Null(new NaturalGroups(population.Reference(), _ => null, .1).Judge(population with { Members = [.. population.Members.Take(20)] }));
    }

    private static AccountGroup Population(int count, Func<int, ulong> client) =>
        Crowd.Group(count, count, i => Crowd.Account(i, [0], client: client(i)));

    private static NaturalGroups Groups(AccountGroup population, double[] values) =>
        new(population.Reference(), accounts => accounts.Average(a => values[int.Parse(a.Account.Value[1..])]), .02);
}
