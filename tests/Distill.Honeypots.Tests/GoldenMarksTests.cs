using System.Text;
using Distill.Honeypots.Marking;
using Snapshooter.Xunit3;

namespace Distill.Honeypots.Tests;

/// <summary>
/// The marks of a fixed key, byte for byte. Answers with these marks have left, so their logs must stay readable. After a wanted change, delete the
/// file in __snapshots__, run the test, and commit the new file.
/// </summary>
public sealed class GoldenMarksTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void MarkedAnswer_IsWhatItAlwaysWas(double rate)
    {
        var marked = SomeMarks.Marker(7, rate).Mark(SomeMarks.Answer, SomeMarks.Assignment("acct_1", "hydra-0123456789ab"), "request-1");
        Snapshot.Match(
            $"{marked.Text}\n\n{Encoding.UTF8.GetString(ReceiptJson.Write(marked.Receipt))}\n",
            $"MarkedAnswer-{(rate < 1 ? "half" : "all")}"
        );
    }
}
