using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class SiteCountsTests
{
    private const string Text = "There are several ways, for example this one. It was often open, for instance, and someone saw it.";
    private const string Beginning = "There are several ways to it, and they were";

    [Fact]
    public void WhatThePromptShows_IsNoEvidence()
    {
        var counts = new SiteCounts();
        counts.Add(Text, Text);
        Assert.Empty(counts.Cells);
        Assert.Equal(0, counts.Sites);
    }

    [Theory]
    [InlineData(" often at the door, and someone saw it.")]
    [InlineData("often at the door, and someone saw it.")]
    [InlineData("There are several ways to it, and they were often at the door, and someone saw it.")]
    public void Continuation_CountsOnlyBehindItsBeginning(string response)
    {
        var (counts, next, whole) = (new SiteCounts(), new SiteCounts(), new SiteCounts());
        counts.AddContinuation(Beginning, response);
        next.AddNext(Beginning, response);
        whole.Add(Beginning + " often at the door, and someone saw it.");
        Assert.Equal(["often/frequently", "someone/somebody"], Pairs(counts).Order(StringComparer.Ordinal));
        Assert.Equal(["often/frequently"], Pairs(next));
        Assert.True(whole.Sites > 2);
        Assert.Subset(whole.Cells.ToHashSet(), counts.Cells.ToHashSet());
        Assert.Subset(counts.Cells.ToHashSet(), next.Cells.ToHashSet());
    }

    [Theory]
    [InlineData(" away, often at the door.")]
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
        counts.AddContinuation("They were often at the door of the house, and then they were", " often at the gate.");
        counts.AddNext("They were often at the door of the house, and then they were", " often at the gate.");
        Assert.Empty(counts.Cells);
    }

    private static IEnumerable<string> Pairs(SiteCounts counts) => counts.Cells.Select(c => c.Cell.ToString().Split('#')[0]);
}
