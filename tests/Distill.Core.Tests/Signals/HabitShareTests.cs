using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class HabitShareTests
{
    [Fact]
    public void RandomGroups_HavePValuesNoSmallerThanChance()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 400).Select(_ => random.NextDouble() < .15 ? 1.0 : random.NextDouble() * .3).ToArray();
        var population = Crowd.Group(400, 400, i => Crowd.Account(i, [0]));
        var share = new HabitShare(population.Reference(), p => values[int.Parse(p.Account.Value[1..])]);

        Calibration.AssertHolds([
            .. Enumerable
                .Range(0, 400)
                .Select(_ =>
                {
                    var members = population.Members.ToArray();
                    random.Shuffle(members);
                    return share.Judge(population with { Members = members[..20] })!.Value.LogChance;
                }),
        ]);
    }

    [Fact]
    public void NaturalGroups_HavePValuesNoSmallerThanChance()
    {
        // 200 programs of 10 users each. All users of a program have its habit.
        var random = new Random(2);
        var habits = Enumerable.Range(0, 200).Select(_ => Math.Pow(random.NextDouble(), 3)).ToArray();
        var values = Enumerable.Range(0, 2000).Select(i => random.NextDouble() < habits[i / 10] ? 1.0 : 0).ToArray();
        var population = Crowd.Group(2000, 2000, i => Crowd.Account(i, [0], client: (ulong)(1 + (i / 10))));
        var share = new HabitShare(population.Reference(), p => values[int.Parse(p.Account.Value[1..])]);

        Calibration.AssertHolds([
            .. Enumerable
                .Range(0, 200)
                .Select(g => share.Judge(population with { Members = [.. population.Members.Skip(g * 10).Take(10)] })!.Value.LogChance),
        ]);
    }

    [Fact]
    public void FewWhoCanBeMeasured_SayNothing() => Assert.Null(new HabitShare(Population(20).Reference(), _ => null).Judge(Population(20)));

    private static AccountGroup Population(int count) => Crowd.Group(10, count, i => Crowd.Account(i, [0]));
}
