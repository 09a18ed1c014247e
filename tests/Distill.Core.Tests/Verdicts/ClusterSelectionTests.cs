using Distill.Core.Correlation;
using Distill.Core.Signals;
using Distill.Core.Verdicts;

namespace Distill.Core.Tests.Verdicts;

public sealed class ClusterSelectionTests
{
    [Fact]
    public void GroupThatIsMostlyAClusters_GivesItWhoPaysWithItsCards()
    {
        var clusters = Select(new Dictionary<string, string> { ["x0"] = "card0", ["x1"] = "card1", ["y0"] = "own" }, also: 14);

        var cluster = Assert.Single(clusters);
        Assert.Equal(Enumerable.Range(0, 20).Select(Name).Concat(["x0", "x1"]), cluster.Group.Members.Select(m => m.Profile.Account.Value));
    }

    [Fact]
    public void WhatIsLeftOfAGroup_IsAClusterOfItsOwn_WhereItIsOne()
    {
        var clusters = Select(Enumerable.Range(0, 12).ToDictionary(i => $"x{i:00}", i => $"other-card{i / 3}"), also: 6);

        Assert.Equal([20, 12], clusters.Select(c => c.Group.Members.Count));
    }

    // Twenty accounts on five cards, opened in three days, are one group; some of them and others, opened with them, are a second one.
    private static IReadOnlyList<Finding> Select(Dictionary<string, string> others, int also)
    {
        var known = Enumerable.Range(0, 20).Select(i => Account(Name(i), $"card{i / 4}", i)).ToArray();
        var more = others.Select((o, i) => Account(o.Key, o.Value, i)).ToArray();
        var population = PopulationBaseline.Of(
        [
            .. known.Concat(more)
                .Concat(Enumerable.Range(0, 2000).Select(i => Some.Profile([Some.Call($"z{i:0000}")], Some.Record($"z{i:0000}", Some.Time.AddDays(-40 - (i % 300)), $"other{i}"))))
                .OrderBy(p => p.Account),
        ]);
        var fusion = new Fusion(population, new DetectionOptions());
        var affiliates = new Affiliates(population, [.. population.Profiles.Select(_ => Array.Empty<FamilyUse>())], new DetectionOptions());
        var findings = new[] { known, [.. known[^also..], .. more] }.Select(members => fusion.Assess(Group(members))!).ToArray();
        Assert.All(findings, f => Assert.Equal(VerdictLevel.Suspect, f.Level));
        return new ClusterSelection(population, fusion, affiliates, new DetectionOptions()).Of(findings);
    }

    private static string Name(int i) => $"h{i:00}";

    private static AccountProfile Account(string name, string card, int i) => Some.Profile([Some.Call(name)], Some.Record(name, Some.Time.AddDays(-30).AddHours(i), card));

    private static CandidateGroup Group(AccountProfile[] members) => new([.. members.Select(m => new Membership(m, 0, 0, m.FirstCall, 4))], null, null);
}
