using System.Text;
using Distill.Cli.Tests;
using Distill.Logs.Reading;

namespace Distill.Logs.Tests.Reading;

public sealed class LogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("log.jsonl")]
    [InlineData("log.jsonl.gz")]
    public void LinesAcrossBlocks_ComeWholeAndNumbered(string name)
    {
        var lines = Enumerable.Range(1, 70_000).Select(i => $"{i}:{new string('x', i % 97)}").ToArray();
        var read = Lines(_folder.Write(name, lines)).ToArray();
        Assert.Equal(lines.Select((l, i) => (i + 1L, l)), read);
    }

    [Fact]
    public void LinesOfABlockOrMore_AreSkippedAndTheNextOnesKeepTheirNumbers()
    {
        var huge = new string('x', LogFile.BlockBytes);
        var read = Lines(_folder.Write("huge.jsonl", ["one", huge + huge + "x", "three", huge, "five"])).ToArray();
        Assert.Equal([(1, "one"), (2, "overlong"), (3, "three"), (4, "overlong"), (5, "five")], read);
    }

    [Fact]
    public void LastLineWithoutAnEnd_IsRead()
    {
        File.WriteAllText(_folder["open.jsonl"], "one\ntwo");
        Assert.Equal([(1, "one"), (2, "two")], Lines(_folder["open.jsonl"]));
    }

    private static IEnumerable<(long, string)> Lines(string path)
    {
        foreach (var block in new LogFile(path).Blocks())
        {
            if (block.IsOverlong)
            {
                yield return (block.FirstLine, "overlong");
                continue;
            }

            var number = block.FirstLine;
            foreach (var line in Encoding.UTF8.GetString(block.Lines.Span).TrimEnd('\n').Split('\n'))
            {
                yield return (number++, line);
            }
        }
    }
}
