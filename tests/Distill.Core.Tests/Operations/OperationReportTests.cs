using Distill.Contracts.Verdicts;
using static Distill.Core.Tests.Operations.OperationCase;

namespace Distill.Core.Tests.Operations;

public sealed class OperationReportTests
{
    [Theory]
    [InlineData(true, true, "ab")]
    [InlineData(true, false, "a b")]
    [InlineData(false, true, "a b")]
    [InlineData(false, false, "a b")]
    public void Parts_AreJoinedByCardsAndDaysOfBirth_NotByOneOfThem(bool cards, bool days, string operations)
    {
        var clusters = new OperationCase()
            .With(Members("a", 24, i => $"card{i / 2}", i => Born(i)))
            .With(Members("b", 24, i => cards ? $"card{i / 2}" : $"other{i / 2}", i => days ? Born(i) : Some.Time.AddDays(-60 - (4 * i))))
            .Run();

        Assert.Equal(operations, Told(clusters));
        Assert.All(clusters, c => Assert.Equal(operations == "ab" ? 2 : 0, c.Operation!.Ties.Count));
    }

    [Theory]
    [InlineData(0, "ab")]
    [InlineData(1, "ab")]
    [InlineData(30, "a b")]
    public void Framings_JoinOnlyIfHardlyAnyUnrelatedCustomerUsesThem(int unrelated, string operations)
    {
        var framings = SomeFramings(0, 3);
        var clusters = new OperationCase()
            .WithPublic(unrelated, framings)
            .With(Members("a", 16, i => $"a{i}", Born), framings: framings)
            .With(Members("b", 16, i => $"b{i}", Born), framings: framings)
            .Run();

        Assert.Equal(operations, Told(clusters));
    }

    [Theory]
    [InlineData(0, "a b")]
    [InlineData(1, "a b")]
    [InlineData(2, "ab")]
    public void OneFraming_MayBeWordedAlike(int shared, string operations) =>
        Assert.Equal(
            operations,
            Told(
                new OperationCase()
                    .With(Members("a", 16, i => $"a{i}", Born), framings: SomeFramings(0, 3))
                    .With(Members("b", 16, i => $"b{i}", Born), framings: SomeFramings(3 - shared, 3))
                    .Run()
            )
        );

    /// <summary>Batches of four accounts, two for either part, on cards of their own. What differs is when they are put to work.</summary>
    [Theory]
    [InlineData(true, "ab")]
    [InlineData(false, "a b")]
    public void OneStockOfAccounts_ServesBoth_IfWhatWasOpenedTogetherBeginsTogether(bool together, string operations)
    {
        var random = new Random(3);
        DateTimeOffset[] opened = [.. Enumerable.Range(0, 20).Select(_ => Some.Time.AddHours(-random.Next(24, 80)))];
        double[] began = [.. Enumerable.Range(0, 20).Select(_ => 60 * random.NextDouble())];
        double[] alone = [.. Enumerable.Range(0, 20).Select(_ => 60 * random.NextDouble())];
        Member Of(string part, int i, double hours) =>
            new($"{part}{i:00}", $"{part}{i}", opened[i / 2].AddMinutes(random.Next(30)), Some.Time.AddHours(hours).AddMinutes(random.Next(30)));

        var clusters = new OperationCase()
            .With(Enumerable.Range(0, 40).Select(i => Of("a", i, began[i / 2])))
            .With(Enumerable.Range(0, 40).Select(i => Of("b", i, together ? began[i / 2] : alone[i / 2])))
            .Run();

        Assert.Equal(operations, Told(clusters));
    }

    /// <summary>Three operators in one week, with the same public framings and the same rented network.</summary>
    [Fact]
    public void OperatorsWithOneVendorAndPublicFramings_StayApart()
    {
        var framings = SomeFramings(0, 4);
        var traffic = new OperationCase().WithPublic(40, framings);
        foreach (var own in new[] { "a", "b", "c" })
        {
            traffic.With(Members(own, 24, i => $"{own}{i % 12}", Born, "198.51.100.9"), framings: framings);
            traffic.With(Members(own.ToUpperInvariant(), 24, i => $"{own}{i % 12}", Born, "198.51.100.9"), framings: framings);
        }

        var clusters = traffic.Run();

        Assert.Equal("Aa Bb Cc", Told(clusters));
        Assert.All(clusters, c => Assert.Contains(c.Operation!.Against, r => r.Signal == "public_templates"));
    }

    /// <summary>Each part has too few cards of another one. Joined parts have enough.</summary>
    [Fact]
    public void ManySmallParts_AreJoinedStepByStep()
    {
        var traffic = new OperationCase();
        var framings = SomeFramings(0, 2);
        for (var part = 0; part < 10; part++)
        {
            // Eight accounts on eight cards. Each card is shared with the next part or the one after the next; every second part has the framings.
            var (name, own) = (((char)('a' + part)).ToString(), part);
            traffic.With(Members(name, 8, i => $"card{(own / 2) + (i / 4)}-{i % 4}", Born), framings: part % 2 == 0 ? framings : []);
        }

        Assert.Equal("abcdefghij", Told(traffic.Run()));
    }

    [Fact]
    public void ClusterThatIsOnlyWatched_IsNoPart()
    {
        var clusters = new OperationCase()
            .With(Members("a", 24, i => $"card{i / 2}", Born))
            .With(Members("b", 24, i => $"card{i / 2}", Born), VerdictLevel.Watch)
            .Run();

        Assert.Equal("a", Told(clusters));
        Assert.Equal([VerdictLevel.Suspect, VerdictLevel.Watch], clusters.Select(c => c.Level));
    }

    [Fact]
    public void OrderOfClusters_ChangesNothing()
    {
        OperationCase Traffic() =>
            new OperationCase()
                .With(Members("a", 24, i => $"card{i / 2}", Born))
                .With(Members("b", 24, i => $"card{i / 2}", Born))
                .With(Members("c", 24, i => $"own{i / 2}", Born));

        Assert.Equal(
            Traffic().Run().OrderBy(c => c.Id).Select(c => (c.Id, c.Operation!.Id)),
            Traffic().Run(order: new Random(1)).OrderBy(c => c.Id).Select(c => (c.Id, c.Operation!.Id))
        );
    }

    private static DateTimeOffset Born(int i) => Some.Time.AddHours(-30 - i);

    // Each part at times of its own.
    private static DateTimeOffset Began(string part, int i) => Some.Time.AddHours(((7 * i) + (11 * part[0])) % 50);

    private static IEnumerable<Member> Members(
        string part,
        int count,
        Func<int, string> card,
        Func<int, DateTimeOffset> opened,
        string address = "203.0.113.7"
    ) => Enumerable.Range(0, count).Select(i => new Member($"{part}{i:00}", card(i), opened(i), Began(part, i)) { Address = address });
}
