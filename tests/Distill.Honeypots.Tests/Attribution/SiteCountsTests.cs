using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class SiteCountsTests
{
    private const string Text = "There are several ways, for example this one. It moved towards the door, for instance, and someone saw it.";
    private const string Beginning = "There are several ways to it, and they moved";

    [Fact]
    public void WhatThePromptShows_IsNoEvidence()
    {
        var counts = new SiteCounts();
        counts.Add(Text, Text);
        Assert.Empty(counts.Cells);
        Assert.Equal(0, counts.Sites);
    }

    [Theory]
    [InlineData(" towards the door, and someone saw it.")]
    [InlineData("towards the door, and someone saw it.")]
    [InlineData("There are several ways to it, and they moved towards the door, and someone saw it.")]
    public void Continuation_CountsOnlyBehindItsBeginning(string response)
    {
        var (counts, next, whole) = (new SiteCounts(), new SiteCounts(), new SiteCounts());
        counts.AddContinuation(Beginning, response);
        next.AddNext(Beginning, response);
        whole.Add(Beginning + " towards the door, and someone saw it.");
        Assert.Equal(["someone/somebody", "toward/towards"], Pairs(counts).Order(StringComparer.Ordinal));
        Assert.Equal(["toward/towards"], Pairs(next));
        Assert.True(whole.Sites > 2);
        Assert.Subset(whole.Cells.ToHashSet(), counts.Cells.ToHashSet());
        Assert.Subset(counts.Cells.ToHashSet(), next.Cells.ToHashSet());
    }

    [Theory]
    [InlineData(" away, towards the door.")]
    [InlineData("")]
    public void ContinuationInOtherWords_HasNoNextChoice(string response)
    {
        var counts = new SiteCounts();
        counts.AddNext(Beginning, response);
        Assert.Empty(counts.Cells);
    }

    [Fact]
    public void WhatTheBeginningShows_IsNoEvidence()
    {
        var counts = new SiteCounts();
        counts.AddContinuation("They moved towards the door of the house, and then they moved", " towards the gate.");
        counts.AddNext("They moved towards the door of the house, and then they moved", " towards the gate.");
        Assert.Empty(counts.Cells);
    }

    private static IEnumerable<string> Pairs(SiteCounts counts) => counts.Cells.Select(c => c.Cell.ToString().Split('#')[0]);
}
