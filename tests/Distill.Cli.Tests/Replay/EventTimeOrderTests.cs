using System.Text;
using Distill.Cli.Replay;
using Distill.Logs.Reading;

namespace Distill.Cli.Tests.Replay;

public sealed class EventTimeOrderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MoreThanFitsInMemory_ComesInTheSameOrder()
    {
        string[] lines = [.. Some.Traffic(), "no time", .. Some.Traffic(3)];
        new Random(5).Shuffle(lines);
        var log = new LogFile(_folder.Write("log.jsonl", lines));

        Assert.Equal(Ordered(log, long.MaxValue), Ordered(log, 10_000));
        Assert.Equal(lines.Order(StringComparer.Ordinal), Ordered(log, 10_000).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LinesWithoutTime_StayBehindTheOneBefore()
    {
        var (first, second) = (Some.Call("a", "1", Some.Monday), Some.Call("a", "2", Some.Monday.AddHours(1)));
        var log = new LogFile(_folder.Write("log.jsonl", [second, "broken", first]));
        Assert.Equal([first, second, "broken"], Ordered(log, long.MaxValue));
    }

    private static string[] Ordered(LogFile log, long bytesInMemory)
    {
        using var order = new EventTimeOrder(bytesInMemory);
        foreach (var (_, line) in log.Blocks().SelectMany(b => b.Split()))
        {
            order.Add(line);
        }

        return [.. order.Lines().Select(l => Encoding.UTF8.GetString(l.Span))];
    }
}
