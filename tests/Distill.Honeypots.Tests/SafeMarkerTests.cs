using System.Buffers;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Tests;

public sealed class SafeMarkerTests
{
    // The draw of a request's cells needs its id, and asks for it at the provider's first site.
    private const string? NoRequest = null;

    [Fact]
    public void TextWhoseMarkingFailsHalfWay_LeavesAsItCame_AndSaysSo()
    {
        var (halfMarked, cells) = (0, SiteScanner.Scan(SomeMarks.Prose).Select(s => s.Cell).ToArray());
        for (byte key = 1; key < byte.MaxValue; key++)
        {
            // Two of these keys give no cell of the text to the provider. Then nothing is drawn, and nothing fails.
            var router = SomeMarks.Master(key).Router(SomeMarks.Epoch);
            if (cells.All(c => router.Route(c) != Layer.Provider))
            {
                continue;
            }

            var marker = SomeMarks.Marker(key);
            using var stream = marker.Begin(SomeMarks.Assignment(code: null), NoRequest!);
            var output = new ArrayBufferWriter<char>();
            stream.Write(SomeMarks.Prose, output);
            stream.Complete(output);
            halfMarked += output.WrittenSpan.SequenceEqual(SomeMarks.Prose) ? 0 : 1;

            var (kept, receipt, failure) = marker.MarkOrKeep(SomeMarks.Prose, SomeMarks.Assignment(code: null), NoRequest!);

            Assert.IsType<ArgumentNullException>(stream.Failure);
            Assert.IsType<ArgumentNullException>(failure);
            Assert.Null(receipt);
            Assert.Equal(SomeMarks.Prose, kept);
        }

        // The account's own sites need no draw. If one stands first, the text that had left by then was marked.
        Assert.NotEqual(0, halfMarked);
    }

    [Fact]
    public void TextThatIsMarked_HasItsReceipt()
    {
        var (marked, receipt, failure) = SomeMarks.Marker().MarkOrKeep(SomeMarks.Prose, SomeMarks.Assignment(), "r");

        Assert.Null(failure);
        Assert.NotNull(receipt);
        Assert.NotEqual(SomeMarks.Prose, marked);
    }
}
