using System.Text;
using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Logs.Replay;
using Distill.Logs.Traffic;
using Distill.Simulation;

namespace Distill.Logs.Tests.Traffic;

/// <summary>Windows that were spilled to a disk are the same, and so are the verdicts.</summary>
public sealed class WindowSpillTests
{
    private static readonly DateTimeOffset s_arrived = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<ParsedEvent[]> s_events = new(() =>
    {
        var parser = new EventParser(new EventLimits());
        var simulation = new SimulationRun(Ladder.Rung("naive", new LadderSize(Innocent: 60, Campaign: 20, Days: 2, Seed: 5)));
        return [.. simulation.Events().Select(e => parser.Parse(e.Json.Span, s_arrived))];
    });

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500)]
    public void Windows_AreTheSame_HoweverOftenTheyAreSpilled(int mostCalls)
    {
        var expected = new TrafficLog();
        using var spill = new WindowSpill();
        var (one, other) = (new TrafficLog(spill, mostCalls), new TrafficLog(spill, mostCalls));
        foreach (var (parsed, i) in s_events.Value.Select((e, i) => (e, i)))
        {
            expected.Add(parsed);
            (i % 3 == 0 ? one : other).Add(parsed);
        }

        // Some calls come again in the other's part.
        Array.ForEach(s_events.Value[..500], e => one.Add(e));
        one.Merge(other);

        Assert.False(spill.IsEmpty);
        Assert.Equal(expected.Windows.Count, one.Windows.Count);
        Assert.Equal(Lines(expected.Windows), Lines(one.Windows));
        Assert.Equal(Lines(one.Windows), Lines(one.Windows));
        Hour[] hours = [.. one.WindowsByHour.Select(w => w.Hour)];
        Assert.Equal(hours.Order(), hours);
        Assert.Equal(expected.Accounts.Order(), one.Accounts.Order());
    }

    [Fact]
    public void Verdicts_AreTheSame()
    {
        using var spill = new WindowSpill();
        var (held, spilled) = (new TrafficLog(), new TrafficLog(spill, mostCalls: 200));
        foreach (var parsed in s_events.Value)
        {
            held.Add(parsed);
            spilled.Add(parsed);
        }

        Assert.Equal(Verdicts(held), Verdicts(spilled));
    }

    [Fact]
    public void LogThatFits_IsNotSpilled()
    {
        using var spill = new WindowSpill();
        var log = new TrafficLog(spill);
        Array.ForEach(s_events.Value, e => log.Add(e));

        Assert.True(spill.IsEmpty);
        Assert.NotEmpty(log.Windows);
    }

    private static string[] Verdicts(TrafficLog log) =>
        [
            .. new LogReplay(log, new DetectionOptions(), every: 24)
                .Run(cancellationToken: TestContext.Current.CancellationToken)
                .Verdicts.Values.OrderBy(v => v.Account)
                .Select(v => Encoding.UTF8.GetString(VerdictJson.Write(v))),
        ];

    private static string[] Lines(IEnumerable<CallWindow> windows) =>
        [.. windows.Select(w => $"{w.Hour} {w.Account} {Convert.ToHexString(CallWindowCodec.Encode(w))}").Order(StringComparer.Ordinal)];
}
