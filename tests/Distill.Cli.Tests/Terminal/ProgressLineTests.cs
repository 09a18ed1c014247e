using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Terminal;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(0, 0, 0.2, LongWork.Bytes, "Reading  0 B  0:00")]
    [InlineData(1_500_000_000, 3_000_000_000, 15, LongWork.Bytes, "Reading  50 %  100 MB/s  0:15 left")]
    [InlineData(2_300_000_000, 0, 20, LongWork.Bytes, "Reading  2.3 GB  115 MB/s  0:20")]
    [InlineData(10, 100, 2, "runs", "Reading  10 %  5 runs/s  0:18 left")]
    [InlineData(1, 10_000, 1, "events", "Reading  0 %  1 events/s  2:46:39 left")]
    [InlineData(50, 100, 10, "", "Reading  50 %  0:10 left")]
    [InlineData(0, 0, 75, "", "Reading  1:15")]
    [InlineData(110, 100, 10, "events", "Reading  100 %  11 events/s  0:10")]
    public void Line_SaysHowFarHowFastAndHowLong(long value, long total, double seconds, string unit, string line) =>
        Assert.Equal(line, ProgressLine.Of("Reading", (value, total), TimeSpan.FromSeconds(seconds), unit));

    [Fact]
    public async Task Terminal_GetsOneLineThatIsClearedInTheEnd()
    {
        using var error = new StringWriter();

        Assert.Equal(7, await new LongWork(error, isTerminal: true).ShowAsync("Reading", _ => Task.FromResult(7), LongWork.Bytes));

        Assert.StartsWith("\r\u001b[KReading  ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task Pipe_GetsNothing()
    {
        using var error = new StringWriter();

        await new LongWork(error).ShowAsync("Reading", _ => Task.FromResult(7));

        Assert.Equal("", error.ToString());
    }
}
