using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class ElicitationTests
{
    private static readonly PromptFeatures s_plain = PromptFeatureExtractor.Extract("Which birds cross the desert in spring?"u8);
    private static readonly PromptFeatures s_asked = PromptFeatureExtractor.Extract("Which birds cross the desert in spring? Think step by step."u8);

    [Fact]
    public void AccountsThatKeepAskingForReasoning_AreEvidence()
    {
        var evidence = Measure(i => i < 20 ? .6 : .01);

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void AccountsThatAskForItNowAndThen_AreNot() => Assert.Null(Measure(_ => .05));

    [Fact]
    public void HabitThatOneInFourHas_IsNone() => Assert.Null(Measure(i => i % 4 == 0 ? .7 : .01));

    [Fact]
    public void UsersOfAProgramThatAsks_AreLittleEvidenceWhereProgramsDo()
    {
        // One of twelve programs asks for its users. The group consists of users of another program that does.
        var group = Crowd.Group(20, 400, i => Account(i, i < 20 || i / 20 % 12 == 5 ? .6 : .01, client: (ulong)(1 + (i / 20))));

        Assert.InRange(new Elicitation(group.Reference()).Measure(group)?.LogLikelihoodRatio ?? 0, 0, 9.2);
    }

    [Fact]
    public void InnocentAccounts_CrossAsSeldomAsAlphaSays()
    {
        // 5,000 accounts at p0 with alpha 1e-4: half an account is expected to cross, and more than five in one of 10^5 runs.
        var crossed = Enumerable.Range(0, 5_000).Count(i => Elicitation.Crosses(Account(0, .06, seed: i)));

        Assert.InRange(crossed, 0, 5);
    }

    private static Evidence? Measure(Func<int, double> rate)
    {
        var group = Crowd.Group(20, 300, i => Account(i, rate(i)));
        return new Elicitation(group.Reference()).Measure(group);
    }

    private static AccountProfile Account(int i, double rate, ulong client = 0, int? seed = null)
    {
        var random = new Random(seed ?? i);
        return Crowd.Account(
            i,
            Enumerable.Range(0, 25).Select(n => (double)n),
            client: client,
            change: (c, _) => c with { Prompt = random.NextDouble() < rate ? s_asked : s_plain }
        );
    }
}
