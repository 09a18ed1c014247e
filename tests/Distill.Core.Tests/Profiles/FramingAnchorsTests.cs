using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

public sealed class FramingAnchorsTests
{
    private static readonly string[] s_bodies =
    [
        "rivers carve their valleys over many thousands of years",
        "the market fell by three points on a quiet Monday",
        "write a loop that adds the even numbers up",
        "my sister plays the cello in a small orchestra",
        "a recipe for bread that needs no oven at all",
        "which birds cross the desert in the spring",
    ];

    [Fact]
    public void FramingBeforeBodies_IsOneFraming()
    {
        var framings = Find(s_bodies.Select(b => $"You are a patient tutor who explains well and never gives up. {b}"));

        var framing = Assert.Single(framings);
        Assert.False(framing.Key.IsTail);
        Assert.Equal(s_bodies.Length, framing.Calls);
    }

    [Fact]
    public void FramingAfterBodies_IsOneFraming() =>
        Assert.True(Assert.Single(Find(s_bodies.Select(b => $"{b}. Explain each step before you give the answer."))).Key.IsTail);

    [Fact]
    public void FramingAtBothEnds_IsOneFraming() =>
        Assert.Single(Find(s_bodies.Select(b => $"You are a patient tutor who explains well. {b}. Explain each step before you give the answer.")));

    [Fact]
    public void TwoFramingsThatBeginAlike_AreTwo() =>
        Assert.Equal(
            2,
            Find(
                s_bodies.SelectMany(b =>
                    new[]
                    {
                        $"You are a patient tutor. Explain the following to a child, please: {b}",
                        $"You are a patient tutor. Grade the following from one to ten, please: {b}",
                    }
                )
            ).Length
        );

    [Fact]
    public void PromptSentAgainAsAWhole_IsNone() => Assert.Empty(Find(Enumerable.Repeat(s_bodies[0], 20)));

    [Fact]
    public void PromptsWithNothingInCommon_HaveNone() => Assert.Empty(Find(s_bodies));

    private static FramingUse[] Find(IEnumerable<string> prompts)
    {
        var calls = prompts.Select((p, i) => Some.Call(id: $"{i}", prompt: p)).ToArray();
        return FramingAnchors.Find(calls, DistinctPrompts.Of(calls, new DistinctPrompts.Scratch()), 24, new FramingAnchors.Scratch()).ToArray();
    }
}
