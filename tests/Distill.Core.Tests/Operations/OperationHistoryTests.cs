using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Operations;
using static Distill.Core.Tests.Operations.OperationCase;

namespace Distill.Core.Tests.Operations;

/// <summary>An operation keeps its id and its clusters from run to run, as long as they are held at least at watch.</summary>
public sealed class OperationHistoryTests
{
    private static readonly IReadOnlyList<Cluster> s_before = Joined().Run();

    [Fact]
    public void Operation_KeepsItsIdAndItsFirstTime()
    {
        var now = Joined().Run(s_before, Now + 1);

        Assert.Equal(Ids(s_before), Ids(now));
        Assert.All(now, c => Assert.Equal(Now.End, c.Operation!.FirstSeen));
    }

    [Fact]
    public void PartsWhoseTiesLeftTheLookback_StayTogether_WithWhatTiedThem()
    {
        // The same accounts, but nothing is known of their cards and sign-ups any more.
        var now = new OperationCase().With(Loose("a")).With(Loose("b")).Run(s_before, Now + 1);

        Assert.Equal(("ab", Ids(s_before)[0]), (Told(now), Ids(now)[0]));
        Assert.Equal(s_before[0].Operation!.Ties, now[0].Operation!.Ties);
        Assert.Equal("a b", Told(new OperationCase().With(Loose("a")).With(Loose("b")).Run()));
    }

    [Fact]
    public void ClusterThatSplits_StaysInTheOperation_UnderNewIds()
    {
        Member[] a = [.. Loose("a")];
        var now = new OperationCase().With(a[..12]).With(a[12..]).With(Loose("b")).Run(s_before, Now + 1);

        Assert.Single(now.Select(c => c.Operation!.Id).Distinct());
        Assert.Equal("operation_before", now.Single(c => c.Accounts[0].Value == "a12").Operation!.Ties.Single().Signal);
    }

    [Fact]
    public void OperationsThatAreJoined_TakeTheIdOfTheLarger()
    {
        var apart = new OperationCase().With(Loose("a")).With(Loose("b")).With(Loose("c").Take(20)).Run();
        var joined = new OperationCase()
            .With(Members("a", "card"))
            .With(Members("b", "other"))
            .With(Members("c", "card").Take(20))
            .Run(apart, Now + 1);

        Assert.Equal("ac b", Told(joined));
        Assert.Equal(apart[0].Operation!.Id, joined[2].Operation!.Id);
        Assert.Equal(apart[1].Operation!.Id, joined[1].Operation!.Id);
    }

    [Fact]
    public void PartThatFellSilent_Stays()
    {
        var now = new OperationCase().With(Members("a", "card")).WithSilent(Loose("b").Select(m => m.Name)).Run(s_before, Now + 1);

        Assert.Equal("ab", Told(now));
    }

    [Theory]
    [InlineData(VerdictLevel.Watch, "ab")]
    [InlineData(VerdictLevel.Clear, "a")]
    public void PartThatFalls_StaysWhileItIsWatched(VerdictLevel level, string operations) =>
        Assert.Equal(operations, Told(new OperationCase().With(Members("a", "card")).With(Members("b", "card"), level).Run(s_before, Now + 1)));

    [Fact]
    public void ClusterWithItsPart_IsWrittenAndReadAgain()
    {
        var read = ClusterJson.Read(ClusterJson.Write(s_before[0]));

        Assert.Equal(s_before[0].Operation!.Id, read.Operation!.Id);
        Assert.Equal(s_before[0].Operation!.Ties, read.Operation.Ties);
        Assert.Equal(ClusterJson.Write(s_before[0]), ClusterJson.Write(read));
        Assert.Equal([s_before[0].Id, s_before[1].Id], ClusterJson.ReadAll(ClusterJson.Write(s_before)).Select(c => c.Id));
    }

    [Fact]
    public void ClusterOfAnEarlierVersion_IsInNoOperation()
    {
        var stored = ClusterJson.Write(s_before[0] with { Operation = null });

        Assert.DoesNotContain("operation", System.Text.Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.Null(ClusterJson.Read(stored).Operation);
    }

    [Fact]
    public void OperationOfClusters_SumsThem_AndTellsTheStrongestTies()
    {
        var operation = Assert.Single(Operation.Of(s_before));

        Assert.Equal((2, 48, 48L, VerdictLevel.Suspect), (operation.Clusters.Count, operation.Accounts, operation.Calls, operation.Level));
        Assert.Equal(["operation_births", "operation_means"], operation.Ties.Select(t => t.Reason.Signal).Order());
        Assert.All(operation.Ties, t => Assert.Equal(2, t.Clusters));
        Assert.Equal(["no_common_templates"], operation.Against.Select(t => t.Reason.Signal));
    }

    private static OperationCase Joined() => new OperationCase().With(Members("a", "card")).With(Members("b", "card"));

    private static OperationId[] Ids(IEnumerable<Cluster> clusters) => [.. clusters.Select(c => c.Operation!.Id)];

    private static IEnumerable<Member> Members(string part, string card) =>
        Enumerable
            .Range(0, 24)
            .Select(i => new Member(
                $"{part}{i:00}",
                $"{card}{i / 2}",
                Some.Time.AddHours(-30 - i),
                Some.Time.AddHours(((7 * i) + (11 * part[0])) % 50)
            ));

    private static IEnumerable<Member> Loose(string part) =>
        Enumerable
            .Range(0, 24)
            .Select(i => new Member(
                $"{part}{i:00}",
                $"{part}-own{i}",
                Some.Time.AddDays(-60 - (4 * i)),
                Some.Time.AddHours(((7 * i) + (11 * part[0])) % 50)
            ));
}
