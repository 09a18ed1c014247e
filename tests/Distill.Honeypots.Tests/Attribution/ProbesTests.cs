using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class ProbesTests
{
    [Theory]
    [InlineData(SomeMarks.Prose)]
    [InlineData(SomeMarks.Answer)]
    [InlineData("Someone who can help us to learn is what matters to most of them. They often help the people that have the need.")]
    public void Probes_AreTheSameWhateverKeyMarkedTheText(string text)
    {
        var probes = Probes.Of(text);
        Assert.NotEmpty(probes);
        for (byte key = 0; key < 50; key++)
        {
            Assert.Equal(probes, Probes.Of(SomeMarks.Marker(key, rate: 1).Mark(text, SomeMarks.Assignment(), "r").Text));
        }
    }

    [Fact]
    public void Probes_EndBeforeEachChoice()
    {
        const string Text =
            "We met somebody at the door of the house, and it was often open for us. It is hard to close it in the morning, and it may be cold.";
        Assert.Equal(
            [
                "We met",
                "We met somebody at the door of the house, and it was",
                "We met somebody at the door of the house, and it was frequently open for us. It is",
                "We met somebody at the door of the house, and it was frequently open for us. It is hard to close it in the morning, and it",
            ],
            Probes.Of(Text).Select(q => q.Beginning)
        );
    }

    [Fact]
    public void Cell_IsAskedForWhereItComesFirst() =>
        Assert.Equal(
            ["We met"],
            Probes.Of("We met somebody at the door of the old house. They met somebody at the door of it.").Select(q => q.Beginning)
        );

    [Fact]
    public void TextWithoutChoices_GivesNone() => Assert.Empty(Probes.Of("```\nvar x = 1;\n```\n"));
}
