using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Newcomers;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Newcomers;

public sealed class FoundOperationTests
{
    private static readonly Hour s_now = Hour.Of(Some.Time.AddDays(1));
    private static readonly FramingFamily s_known = Some.Family(3);

    /// <summary>
    /// A cluster that was found by its cards alone has the framings that its members use; not what one in thirty of them uses.
    /// </summary>
    [Fact]
    public void AClusterFoundByItsMeans_HasTheFramingsOfItsMembers()
    {
        var (own, rare, others) = (s_known.Framings[0], s_known.Framings[1], s_known.Framings[2]);
        var operation = Found(null, i => i == 0 ? [own.Key, rare.Key] : [own.Key], others.Key);

        Assert.Equal([own], operation.Framings.Values);
    }

    /// <summary>What the cluster was found by counts, however few use it.</summary>
    [Fact]
    public void AClusterFoundByItsFramings_HasThem_AndWhatElseItsMembersUse()
    {
        var (first, second, used) = (s_known.Framings[0], s_known.Framings[1], s_known.Framings[2]);
        var operation = Found(
            new FramingFamily([first, second], 1),
            i =>
                i < 10 ? [used.Key]
                : i == 10 ? [first.Key]
                : []
        );

        Assert.Equal(new[] { first, second, used }.OrderBy(f => f.Key), operation.Framings.Values);
    }

    // Thirty accounts of a cluster, and one other that uses a framing.
    private static FoundOperation Found(FramingFamily? foundBy, Func<int, FramingKey[]> uses, params FramingKey[] ofOther)
    {
        using var population = new Population();
        AccountProfile[] profiles =
        [
            .. Enumerable.Range(0, 30).Select(i => $"a{i:00}").Append("b").Select(a => Some.Profile([Some.Call(a)], Some.Record(a))),
        ];
        var matches = new FramingMatches(
            new FramingLibrary([s_known]),
            [.. profiles.Select((p, i) => Uses(i < 30 ? uses(i) : ofOther, p.FirstCall))]
        );
        var group = new CandidateGroup([.. profiles[..30].Select(p => new Membership(p, 0, 0, p.FirstCall, 10))], foundBy, null);
        var finding = new Finding(group, VerdictLevel.Suspect, 24, 2, [], null) { Weights = new GroupWeights([], 0, 30, false) };
        var clusters = ClusterReport.Of([finding], [new CallTotals(population.Names)], [], s_now, new());
        var operated = clusters[0] with
        {
            Operation = new OperationPart { Id = OperationId.Of(s_now, clusters[0].Accounts[0]), FirstSeen = s_now.End },
        };
        return Assert.Single(FoundOperation.Of([finding], [operated], PopulationBaseline.Of(profiles), matches));
    }

    private static FamilyUse[] Uses(FramingKey[] framings, long since) =>
        framings.Length == 0 ? [] : [new FamilyUse(0, [.. framings.Order()], 1, since)];
}
