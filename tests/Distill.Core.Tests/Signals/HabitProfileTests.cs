using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class HabitProfileTests
{
    [Fact]
    public void RandomGroups_HavePValuesNoSmallerThanChance()
    {
        var random = new Random(1);
        var population = Population(600, _ => 0);
        var profile = Profile(population, Habits(600, random, i => i));

        Calibration.AssertHolds([
            .. Enumerable
                .Range(0, 200)
                .Select(_ =>
                {
                    var members = population.Members.ToArray();
                    random.Shuffle(members);
                    return profile.Judge(population with { Members = members[..25] })!.Value.LogChance;
                }),
        ]);
    }

    [Fact]
    public void NaturalGroups_HavePValuesNoSmallerThanChance()
    {
        // 60 programs of 12 users, each program with its own habit.
        var population = Population(720, i => (ulong)(1 + (i / 12)));
        var profile = Profile(population, Habits(720, new Random(2), i => i / 12));

        Calibration.AssertHolds(
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(g => profile.Judge(population with { Members = [.. population.Members.Skip(g * 12).Take(12)] })!.Value.LogChance),
            ],
            slack: 1.5
        );
    }

    [Fact]
    public void GroupOfAnotherHabitThanAnyone_IsFar()
    {
        var population = Population(600, _ => 0);
        var habits = Habits(600, new Random(3), i => i);
        for (var i = 0; i < 40; i++)
        {
            habits[i] = [0, 0, 0, 0, 0, 1, 0, 0];
        }

        Assert.True(Profile(population, habits).Judge(population with { Members = [.. population.Members.Take(40)] })!.Value.LogChance < -10);
    }

    [Fact]
    public void WhatTheStratumDoes_IsExpected()
    {
        // All members are of one country, which has other habits.
        var population = Population(600, _ => 0);
        var habits = Habits(600, new Random(4), i => i);
        for (var i = 0; i < 200; i++)
        {
            habits[i] = [0, 0, 0, 0, .1f, .8f, .1f, 0];
        }

        var profile = new HabitProfile(population.Reference(), 8, p => habits[Number(p)], p => Number(p) < 200 ? 1 : 2);

        Assert.True(profile.Judge(population with { Members = [.. population.Members.Take(40)] })!.Value.LogChance > Math.Log(.01));
    }

    private static AccountGroup Population(int count, Func<int, ulong> client) =>
        Crowd.Group(count, count, i => Crowd.Account(i, [0], client: client(i)));

    private static HabitProfile Profile(AccountGroup population, float[][] habits) => new(population.Reference(), 8, p => habits[Number(p)]);

    private static int Number(AccountProfile profile) => int.Parse(profile.Account.Value[1..]);

    // 30 events for each account over 8 bins, drawn from the habit of the account's kind.
    private static float[][] Habits(int count, Random random, Func<int, int> kind) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var own = new Random(kind(i));
                    var cuts = Enumerable.Range(0, 8).Select(_ => own.NextDouble() * own.NextDouble()).ToArray();
                    var bins = new float[8];
                    for (var n = 0; n < 30; n++)
                    {
                        var at = random.NextDouble() * cuts.Sum();
                        var bin = 0;
                        for (; bin < 7 && at >= cuts[bin]; bin++)
                        {
                            at -= cuts[bin];
                        }

                        bins[bin] += 1 / 30f;
                    }

                    return bins;
                }),
        ];
}
