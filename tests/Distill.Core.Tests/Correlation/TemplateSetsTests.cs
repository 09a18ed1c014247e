using Distill.Core.Correlation;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Correlation;

public sealed class TemplateSetsTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Sets_AreInOrder_AndThoseOfFewFramingsAreHeldOnce(int framings, bool once)
    {
        var few = Family(2, 500);
        var family = Family(framings, 100);
        var sets = new TemplateSets([few, family]);

        var (first, again) = (sets.Of(1, [family.Templates[2], family.Templates[0]]), sets.Of(1, [family.Templates[0], family.Templates[2]]));

        Assert.Equal([new TemplateKey(100), new TemplateKey(102)], first);
        Assert.Equal(first, again);
        Assert.Equal(once, ReferenceEquals(first, again));
        Assert.Equal([new TemplateKey(100)], sets.Of(1, [family.Templates[0]]));
        Assert.Equal([new TemplateKey(501)], sets.Of(0, [few.Templates[1]]));
    }

    private static TemplateFamily Family(int framings, ulong first) =>
        new([.. Enumerable.Range(0, framings).Select(i => new TemplateKey(first + (ulong)i)).Select(k => new Template(k, [k], 1))], 1);
}
