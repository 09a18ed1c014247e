using System.Text;
using Distill.Contracts.Prompts;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class PooledPromptsTests
{
    private const int Prompts = 40;

    [Fact]
    public void TwelveFramingsOfOneOperator_AreEvidence()
    {
        var group = Group(i => i < 20 ? Framings(1, 12) : []);

        var evidence = new PooledPrompts(group.Reference()).Measure(group);

        Assert.NotNull(evidence);
        Assert.Equal(EvidenceKind.Framings, evidence.Kind);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void FramingsWordedAnewEachTime_AreEvidence()
    {
        var group = Group(i => i < 20 ? Framings(1, 8) : [], kept: .7);

        Assert.NotNull(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void PeopleAmongPeople_AreNone()
    {
        var group = Group(_ => []);

        Assert.Null(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void UsersOfOnePlugIn_AreNone()
    {
        // One framing is around most of the members' prompts, and no other account uses it.
        var group = Group(i => i < 20 ? Framings(1, 1) : []);

        Assert.Null(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void PromptPackOfAProgram_IsNoneWhereProgramsBringOne()
    {
        // Every second program has six framings of its own.
        var group = Group(i => i / 20 % 2 == 0 ? Framings(i / 20, 6) : [], client: i => (ulong)(1 + (i / 20)));

        Assert.Null(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void OneAccountsOwnFramings_AreNone()
    {
        var group = Group(i => Framings(100 + i, 3));

        Assert.Null(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void FewerThanFiveHundredPrompts_SayNothing()
    {
        var group = Group(i => i < 20 ? Framings(1, 12) : [], prompts: 20);

        Assert.Null(new PooledPrompts(group.Reference()).Discrepancy([.. group.Members]));
        Assert.Null(new PooledPrompts(group.Reference()).Measure(group));
    }

    [Fact]
    public void RandomGroups_AreFoundAsOftenAsChanceSays()
    {
        var population = Group(i => i % 3 == 0 ? Framings(100 + (i % 30), 4) : []);
        var pooled = new PooledPrompts(population.Reference());
        var random = new Random(6);
        var found = Enumerable
            .Range(0, 200)
            .Count(_ =>
            {
                var members = population.Population.Profiles.ToArray();
                random.Shuffle(members);
                return pooled.Measure(population with { Members = members[..20] }) is not null;
            });

        Assert.InRange(found, 0, 8);
    }

    // Where there are framings, seven of ten prompts have one. The value of kept is the share of a framing's words that stay the same.
    private static AccountGroup Group(Func<int, string[][]> framings, Func<int, ulong>? client = null, int prompts = Prompts, double kept = 1) =>
        Crowd.Group(
            20,
            300,
            i =>
            {
                var random = new Random(i);
                var own = framings(i);
                return Crowd.Account(
                    i,
                    Enumerable.Range(0, prompts).Select(n => n * 10.0),
                    (c, _) =>
                    {
                        var head =
                            own.Length > 0 && random.NextDouble() < .7
                                ? own[random.Next(own.Length)].Select(w => random.NextDouble() < kept ? w : Word(random))
                                : [];
                        return c with
                        {
                            Prompt = PromptFeatureExtractor.Extract(
                                Encoding.UTF8.GetBytes(string.Join(' ', head.Concat(Enumerable.Range(0, 30).Select(_ => Word(random)))))
                            ),
                        };
                    },
                    client: client?.Invoke(i) ?? 0
                );
            }
        );

    private static string[][] Framings(int owner, int count)
    {
        var random = new Random(1000 + owner);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 14).Select(_ => Word(random)).ToArray())];
    }

    // A language of 400 words, some of them common.
    private static string Word(Random random) => $"w{(int)(400 * random.NextDouble() * random.NextDouble())}x";
}
