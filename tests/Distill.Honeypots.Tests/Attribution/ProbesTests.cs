using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class ProbesTests
{
    [Theory]
    [InlineData(SomeMarks.Prose)]
    [InlineData(SomeMarks.Answer)]
    [InlineData("Their wellbeing is what matters to most of them. A nonprofit can help the people that have the need.")]
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
        const string Text = "We moved on towards the door, and it was open. We rely on somebody to close it.";
        Assert.Equal(
            [
                "We moved on",
                "We moved on towards the door",
                "We moved on towards the door, and it was open. We",
                "We moved on towards the door, and it was open. We rely upon",
            ],
            Probes.Of(Text).Select(q => q.Beginning)
        );
    }

    [Fact]
    public void Cell_IsAskedForWhereItComesFirst() =>
        Assert.Equal(["We moved"], Probes.Of("We moved towards the door. They moved towards the door.").Select(q => q.Beginning));

    [Fact]
    public void TextWithoutChoices_GivesNone() => Assert.Empty(Probes.Of("```\nvar x = 1;\n```\n"));
}
