using Distill.Cli.Tests;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Logs.Replay;
using Distill.Logs.Traffic;

namespace Distill.Logs.Tests.Replay;

public sealed class LogReplayTests
{
    private static readonly Hour s_first = Hour.Of(Some.Monday);

    [Fact]
    public void Runs_FollowEveryHourThroughTheLastWithCalls() =>
        Assert.Equal(Hours(0, 1, 2, 3, 4, 5), new LogReplay(CallsAt(0, 5), new DetectionOptions()).Hours);

    [Fact]
    public void Runs_StepOverASilenceLongerThanTheLookback()
    {
        var hours = new LogReplay(CallsAt(0, 100), new DetectionOptions { LookbackHours = 24 }).Hours;
        Assert.Equal(Hours([.. Enumerable.Range(0, 25), 100]), hours);
    }

    [Fact]
    public void RunsEveryFewHours_StandOnTheClockAndEndWithTheLastHour() =>
        Assert.Equal(Hours(5, 11, 13), new LogReplay(CallsAt(0, 5, 10, 13), new DetectionOptions(), every: 6).Hours);

    [Fact]
    public void Run_TellsOfEachHourInOrder()
    {
        var told = new List<Hour>();
        var state = new LogReplay(CallsAt(0, 3), new DetectionOptions()).Run(s => told.Add(s.Watermark!.Value));
        Assert.Equal(Hours(0, 1, 2, 3), told);
        Assert.Equal(s_first + 3, state.Watermark);
    }

    private static Hour[] Hours(params int[] offsets) => [.. offsets.Select(o => s_first + o)];

    private static TrafficLog CallsAt(params int[] hours)
    {
        var log = new TrafficLog();
        var parser = new EventParser(new EventLimits());
        foreach (var hour in hours)
        {
            var time = Some.Monday.AddHours(hour);
            log.Add(parser.Parse(System.Text.Encoding.UTF8.GetBytes(Some.Call("ann", $"c{hour}", time)), time));
        }

        return log;
    }
}
