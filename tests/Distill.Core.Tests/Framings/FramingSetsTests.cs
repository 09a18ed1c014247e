using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Framings;

public sealed class FramingSetsTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Sets_AreInOrder_AndThoseOfFewFramingsAreHeldOnce(int framings, bool once)
    {
        var few = Family(2, 500);
        var family = Family(framings, 100);
        var sets = new FramingSets([few, family]);

        var (first, again) = (sets.Of(1, [family.Framings[2], family.Framings[0]]), sets.Of(1, [family.Framings[0], family.Framings[2]]));

        Assert.Equal([new FramingKey(100), new FramingKey(102)], first);
        Assert.Equal(first, again);
        Assert.Equal(once, ReferenceEquals(first, again));
        Assert.Equal([new FramingKey(100)], sets.Of(1, [family.Framings[0]]));
        Assert.Equal([new FramingKey(501)], sets.Of(0, [few.Framings[1]]));
    }

    private static FramingFamily Family(int framings, ulong first) =>
        new([.. Enumerable.Range(0, framings).Select(i => new FramingKey(first + (ulong)i)).Select(k => new Framing(k, [k], 1))], 1);
}
