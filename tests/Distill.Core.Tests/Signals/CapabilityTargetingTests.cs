using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class CapabilityTargetingTests
{
    private static readonly PromptFeatures s_plain = PromptFeatureExtractor.Extract("Which birds cross the desert in spring?"u8);
    private static readonly PromptFeatures s_code = PromptFeatureExtractor.Extract(
        "Refactor this Python function and write unit tests for the bug."u8
    );
    private static readonly PromptFeatures s_data = PromptFeatureExtractor.Extract("Plot a histogram of the dataset and run a regression."u8);

    [Fact]
    public void PromptsOfTheTests_AreSeenForWhatTheyAre()
    {
        Assert.Equal(PromptIntent.None, s_plain.Intent & PromptIntent.Capabilities);
        Assert.Equal(PromptIntent.SoftwareEngineering, s_code.Intent & PromptIntent.Capabilities);
        Assert.Equal(PromptIntent.DataAnalysis, s_data.Intent & PromptIntent.Capabilities);
    }

    [Fact]
    public void GroupThatAsksForCodeThroughout_IsEvidence()
    {
        var evidence = Measure(i => i < 20 ? .9 : .1);

        Assert.NotNull(evidence);
        Assert.Equal(EvidenceKind.Content, evidence.Kind);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
        Assert.Contains("are about software engineering, where", evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupThatAsksForDataAmongEngineers_IsFoundByThatTarget()
    {
        // All accounts ask for capabilities, but only the members for this one.
        var group = Crowd.Group(20, 300, i => Account(i, .9, asked: i < 20 ? s_data : s_code));

        Assert.Contains(
            "are about data analysis, where",
            new CapabilityTargeting(group.Reference()).Measure(group)?.Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void EngineersAmongEngineers_AreNone() => Assert.Null(Measure(i => i < 20 || i % 3 != 0 ? .9 : .1));

    [Fact]
    public void UsersOfAnEditor_AreNoneWhereProgramsAreForEngineers()
    {
        // A third of the programs are code editors, whose users ask for code all day.
        var group = Crowd.Group(20, 400, i => Account(i, i / 20 % 3 == 0 ? .9 : .05, client: (ulong)(1 + (i / 20))));

        Assert.Null(new CapabilityTargeting(group.Reference()).Measure(group));
    }

    [Fact]
    public void GroupWithoutPrompts_SaysNothing()
    {
        var group = Crowd.Group(20, 300, i => Crowd.Account(i, Enumerable.Range(0, 10).Select(n => (double)n)));

        Assert.Null(new CapabilityTargeting(group.Reference()).Measure(group));
    }

    [Fact]
    public void RandomGroups_AreFoundAsOftenAsChanceSays()
    {
        // One account in seven is an engineer's. More than 10 of 300 groups with p < .01 would be rare.
        var population = Crowd.Group(300, 300, i => Account(i, i % 7 == 0 ? .8 : .05));
        var targeting = new CapabilityTargeting(population.Reference());
        var random = new Random(3);
        var found = Enumerable
            .Range(0, 300)
            .Count(_ =>
            {
                var members = population.Members.ToArray();
                random.Shuffle(members);
                return targeting.Measure(population with { Members = members[..20] }) is not null;
            });

        Assert.InRange(found, 0, 10);
    }

    private static Evidence? Measure(Func<int, double> rate)
    {
        var group = Crowd.Group(20, 300, i => Account(i, rate(i)));
        return new CapabilityTargeting(group.Reference()).Measure(group);
    }

    private static AccountProfile Account(int i, double rate, ulong client = 0, PromptFeatures? asked = null)
    {
        var random = new Random(i);
        return Crowd.Account(
            i,
            Enumerable.Range(0, 25).Select(n => (double)n),
            client: client,
            change: (c, _) => c with { Prompt = random.NextDouble() < rate ? asked ?? s_code : s_plain }
        );
    }
}
