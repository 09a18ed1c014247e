using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class CloudSpreadTests
{
    private static readonly string[] s_clouds = ["api", "bedrock", "vertex", "foundry"];

    [Fact]
    public void GroupOnEveryCloudAndSeveralResellers_IsEvidence()
    {
        var group = Group(i => i < 20 ? (s_clouds[i % 4], i % 3 == 0 ? $"res_{i % 5}" : "") : Ordinary(i));

        var evidence = new CloudSpread(group.Reference()).Measure(group);

        Assert.NotNull(evidence);
        Assert.Equal(EvidenceKind.Infrastructure, evidence.Kind);
        Assert.True(evidence.LogLikelihoodRatio > Math.Log(1000), evidence.Detail);
        Assert.Contains("(3 clouds and 5 resellers)", evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void OrganisationOnOneCloud_IsNone()
    {
        var group = Group(i => i < 20 ? ("bedrock", "") : Ordinary(i));

        Assert.Null(new CloudSpread(group.Reference()).Measure(group));
    }

    [Fact]
    public void HonestResellersCustomers_AreNone()
    {
        // One reseller sells all clouds, and other resellers do too.
        var group = Group(i => i / 20 % 2 == 0 ? (s_clouds[i % 4], $"res_{i / 20}") : Ordinary(i));

        Assert.Null(new CloudSpread(group.Reference()).Measure(group));
    }

    [Fact]
    public void SpreadThatThePopulationHas_IsNone()
    {
        var group = Group(i => (s_clouds[i % 4], i % 3 == 0 ? $"res_{i % 5}" : ""));

        Assert.Null(new CloudSpread(group.Reference()).Measure(group));
    }

    [Fact]
    public void Spread_DoesNotGrowWithTheGroupAndNotByOneAccountsOwnWays()
    {
        Assert.Equal(0, Simpson(10, _ => ["api"]));
        Assert.Equal(1, Simpson(10, i => [$"cloud_{i}"])!.Value, 9);
        Assert.Equal(.5, Simpson(100, i => [s_clouds[1 + (i % 2)]])!.Value, .01);
        Assert.Equal(.5, Simpson(10, i => [s_clouds[1 + (i % 2)]])!.Value, .06);
        Assert.Equal(.5, Simpson(10, _ => ["bedrock", "vertex"])!.Value, 9);
        Assert.Equal(0, Simpson(10, i => [i % 2 == 0 ? "api" : "console"]));
        Assert.Null(Simpson(4, _ => ["api"]));
    }

    [Fact]
    public void RandomGroups_AreFoundAsOftenAsChanceSays()
    {
        var population = Group(Ordinary);
        var spread = new CloudSpread(population.Reference());
        var random = new Random(4);
        var found = Enumerable
            .Range(0, 300)
            .Count(_ =>
            {
                var members = population.Population.Profiles.ToArray();
                random.Shuffle(members);
                return spread.Measure(population with { Members = members[..20] }) is not null;
            });

        Assert.InRange(found, 0, 10);
    }

    // Seven of ten accounts use the provider's own API, in programs of twenty users.
    private static (string Platform, string Reseller) Ordinary(int i) =>
        (
            s_clouds[
                (i * 7919 % 100) switch
                {
                    < 70 => 0,
                    < 85 => 1,
                    < 95 => 2,
                    _ => 3,
                }
            ],
            ""
        );

    private static AccountGroup Group(Func<int, (string Platform, string Reseller)> way) =>
        Crowd.Group(
            20,
            400,
            i =>
                Crowd.Account(
                    i,
                    [0, 1, 2],
                    (c, _) => c with { Platform = way(i).Platform, Reseller = way(i).Reseller },
                    client: (ulong)(1 + (i / 20))
                )
        );

    private static double? Simpson(int accounts, Func<int, string[]> platforms) =>
        CloudSpread.Simpson([
            .. Enumerable
                .Range(0, accounts)
                .Select(i => Crowd.Account(i, platforms(i).Select((_, n) => (double)n), (c, n) => c with { Platform = platforms(i)[n] })),
        ]);
}
