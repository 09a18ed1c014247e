using System.Buffers;
using Distill.Core.Honeypots;

namespace Distill.Core.Tests.Honeypots;

public sealed class SafeMarkerTests
{
    [Fact]
    public void TextWhoseMarkingFails_LeavesAsItCame_AndSaysSo()
    {
        // Sites that overlap: where a key sets both of them, marking fails.
        const string text = "In addition to the house the garden is large. The answer is quick and easy to read, and it is short.";
        var failed = 0;
        for (byte key = 1; key <= 64; key++)
        {
            var marker = SomeMarks.Marker(key, rate: 1);
            using var stream = marker.Begin(SomeMarks.Assignment(), "r");
            var output = new ArrayBufferWriter<char>();
            stream.Write(text, output);
            stream.Complete(output);

            var (kept, receipt, failure) = marker.MarkOrKeep(text, SomeMarks.Assignment(), "r");

            Assert.Equal(stream.Failure is null, failure is null);
            Assert.Equal(failure is null, receipt is not null);
            if (failure is not null)
            {
                failed++;
                Assert.Equal(text, kept);
            }
        }

        Assert.NotEqual(0, failed);
    }
}
