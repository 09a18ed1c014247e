using Distill.Contracts.Sealing;
using Distill.Evaluation.Recovery;

namespace Distill.Evaluation.Tests.Recovery;

/// <summary>By command, with a larger dictionary: <c>distill keys recovery</c>.</summary>
public sealed class RecoveryStudyTests
{
    private const int Prompts = 1000;

    [Fact]
    public void WithoutTheKey_NoPromptIsRecovered_AndWithIt_NearlyAllAre()
    {
        var figures = new RecoveryStudy(Prompts, seed: 7, words: 100, new byte[KeyRing.MinBytes]).Run();

        Assert.All(figures, f => Assert.Equal(Prompts, f.Prompts));
        Assert.Equal(3, figures.Count(f => f.Key == "no"));
        Assert.All(figures.Where(f => f.Key == "no"), f => Assert.Equal(0, f.Recovered));

        // The thief is a good one: what is not sealed, they recover. So a thief without the key does not fail for lack of skill.
        Assert.Equal(3, figures.Count(f => f.Key != "no"));
        Assert.All(figures.Where(f => f.Key != "no"), f => Assert.InRange(f.Recovered, 0.95 * Prompts, Prompts));
    }
}
