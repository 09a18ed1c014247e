using Distill.Core.Audits;

namespace Distill.Core.Tests.Audits;

public sealed class SiteCountsTests
{
    private const string Text = "There are several ways, for example this one. It moved towards the door, for instance, and someone saw it.";

    [Fact]
    public void Merge_IsTheCountOfBoth()
    {
        var (both, first, second) = (new SiteCounts(), new SiteCounts(), new SiteCounts());
        both.Add(Text);
        both.Add(Text + " For example, it is so.");
        first.Add(Text);
        second.Add(Text + " For example, it is so.");
        second.Merge(first);
        Assert.NotEmpty(both.Cells);
        Assert.Equal(both.Cells, second.Cells);
        Assert.Equal(both.Sites, second.Sites);
    }

    [Fact]
    public void WhatThePromptShows_IsNoEvidence()
    {
        var counts = new SiteCounts();
        counts.Add(Text, Text);
        Assert.Empty(counts.Cells);
        Assert.Equal(0, counts.Sites);
    }

    [Theory]
    [InlineData(" towards the door of the house.")]
    [InlineData("towards the door of the house.")]
    [InlineData("There are several ways to it, and they moved towards the door of the house.")]
    public void Continuation_CountsOnlyBehindItsBeginning(string response)
    {
        var (counts, whole) = (new SiteCounts(), new SiteCounts());
        counts.AddContinuation("There are several ways to it, and they moved", response);
        whole.Add("There are several ways to it, and they moved towards the door of the house.");
        var cell = Assert.Single(counts.Cells);
        Assert.Equal("toward/towards", cell.Cell.ToString().Split('#')[0]);
        Assert.Contains(cell, whole.Cells);
        Assert.True(whole.Sites > 1);
    }

    [Fact]
    public void WhatTheBeginningShows_IsNoEvidence()
    {
        var counts = new SiteCounts();
        counts.AddContinuation("They moved towards the door of the house, and then they moved", " towards the gate.");
        Assert.Empty(counts.Cells);
    }
}
