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
}
