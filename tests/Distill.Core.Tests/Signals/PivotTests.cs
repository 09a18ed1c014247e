using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class PivotTests
{
    private const double Release = 3 * 1440;

    [Fact]
    public void GroupThatMovesHalfOfItsCallsOnTheFirstDay_IsEvidence()
    {
        var evidence = Measure(i => i < 20 ? .5 : .05);

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void LaunchThatEveryoneJoins_IsNone() => Assert.Null(Measure(_ => .5));

    [Fact]
    public void ModelThatIsNoNewer_IsNone() => Assert.Null(Measure(i => i < 20 ? .5 : .05, release: 0));

    [Fact]
    public void ProgramThatBringsTheModelToItsUsers_IsNoneWhereProgramsDo()
    {
        // A third of the programs switch all their users on the first day.
        var group = Group(i => i / 20 % 3 == 0 ? .8 : .02, Release, client: i => (ulong)(1 + (i / 20)));

        Assert.Null(new Pivot(group.Reference()).Measure(group));
    }

    [Fact]
    public void RandomGroups_AreFoundAsOftenAsChanceSays()
    {
        // Some accounts adopt at once, most don't. More than 10 of 300 groups with p < .01 would be rare.
        var population = Group(i => i % 7 == 0 ? .7 : .03, Release);
        var pivot = new Pivot(population.Reference());
        var random = new Random(3);
        var found = Enumerable
            .Range(0, 300)
            .Count(_ =>
            {
                var members = population.Population.Profiles.ToArray();
                random.Shuffle(members);
                return pivot.Measure(population with { Members = members[..20] }) is not null;
            });

        Assert.InRange(found, 0, 10);
    }

    [Fact]
    public void NewModel_IsReleasedWithItsFifthAccount()
    {
        var group = Crowd.Group(1, 40, i => Crowd.Account(i, [i, Release + (10 * i)], (c, n) => c with { Model = n == 0 ? "old" : "new" }));

        var (model, released) = Assert.Single(NewModels.Of(group.Population));
        Assert.Equal(("new", group.Population.Profiles[4].Calls[1].Micros), (model, released));
    }

    private static Evidence? Measure(Func<int, double> share, double release = Release)
    {
        var group = Group(share, release);
        return new Pivot(group.Reference()).Measure(group);
    }

    // 20 members among 300 accounts, which call 20 times a day for five days.
    private static AccountGroup Group(Func<int, double> share, double release, Func<int, ulong>? client = null) =>
        Crowd.Group(
            20,
            300,
            i =>
            {
                var random = new Random(i);
                return Crowd.Account(
                    i,
                    Enumerable.Range(0, 100).Select(n => n * 72 + (random.NextDouble() * 60)),
                    (c, n) => c with { Model = n * 72 > release && random.NextDouble() < share(i) ? "new" : "old" },
                    client: client?.Invoke(i) ?? 0
                );
            }
        );
}
