using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class SuccessionTests
{
    private static readonly string[] s_bodies =
    [
        "rivers carve valleys",
        "the market fell again",
        "add the even numbers",
        "my sister plays cello",
        "bread needs no oven",
        "birds cross deserts",
    ];

    [Fact]
    public void NewcomersAfterEveryBan_TookOver()
    {
        var evidence = Measure(Group(successors: true));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
        Assert.Contains("times the volume before", evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void NewcomersAtAnyTime_DidNot() => Assert.Null(Measure(Group(successors: false)));

    [Fact]
    public void RandomNewcomers_AreFoundAsOftenAsChanceSays()
    {
        var found = Enumerable.Range(0, 60).Count(seed => Measure(Group(successors: false, seed)) is not null);

        Assert.InRange(found, 0, 3);
    }

    [Fact]
    public void RushHourOfAllNewcomers_ExplainsItself()
    {
        // Bans come at 8 in the morning, when everybody in the population starts work within the hour.
        var group = Crowd.Group(
            30,
            300,
            i =>
                Crowd.Account(
                    i,
                    Life((i < 15 ? 0 : 1 + (i % 4)) * 1440 + 480 + (i % 50)),
                    banned: i < 15 ? Some.Time.AddDays(1 + (i / 4)).AddHours(8) : null
                )
        );

        Assert.Null(Measure(group));
    }

    private static Evidence? Measure(AccountGroup group) => new Succession(group.Population).Measure(group);

    // 15 members are banned in five rounds from the second day on, 15 come later, and 270 other accounts come at any time.
    private static AccountGroup Group(bool successors, int seed = 1)
    {
        var random = new Random(seed);
        return Crowd.Group(
            30,
            300,
            i =>
            {
                var round = i % 15 / 3;
                var ban = 1500 + (round * 840);
                var member = i < 30;
                var start =
                    i < 15 ? i
                    : i < 30 && successors ? ban + 20 + random.Next(90)
                    : random.Next(5 * 1440);
                var network = member ? $"10.99.{i % 4}.1" : $"10.{i / 200}.{i % 200}.1";
                return Some.Profile(
                    Life(start)
                        .Select(
                            (m, n) =>
                                Some.Call(
                                    Crowd.Name(i),
                                    id: $"{i}/{n}",
                                    time: Some.Time.AddMinutes(m),
                                    ip: network,
                                    client: member ? 77 : (ulong)(100 + (i % 20)),
                                    prompt: member
                                        ? $"You are a patient tutor of class "
                                            + $"{(n % 2 == 0 ? "one who never gives up" : "two and answers in verse")}. {s_bodies[n % 6]} number "
                                            + $"{(char)('a' + n)}"
                                        : $"{s_bodies[(i + n) % 6]} {i} {n} for my own use, as I told you yesterday at noon"
                                )
                        ),
                    banned: i < 15 ? Some.Time.AddMinutes(ban) : null
                );
            }
        );
    }

    // A call every two hours for a day, from the start on.
    private static IEnumerable<double> Life(double start) => Enumerable.Range(0, 12).Select(n => start + (n * 120.0));
}
