using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Tests.Timers;

public sealed class TimerFunctionTests : IDisposable
{
    // Those of the sample app that run without a setting. Each waits for a minute at most, and then anew.
    private const int TimersOfTheSample = 5;

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly SampleFolder _folder = new();

    public TimerFunctionTests()
    {
        _folder.Write("host.json", """{"version":"2.0","functionTimeout":"-1"}""");
        _folder.Settings["HourlySchedule"] = "0 0 * * * *";
        _folder.Settings["UnmonitoredSchedule"] = "0 30 * * * *";
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Timer_RunsAtItsOccurrencesAndMakesUpForAMissedOne()
    {
        await using (var host = await StartAsync())
        {
            await AdvanceToAsync(12, 59);
            Assert.Empty(Seen("hourly"));
            await AdvanceToAsync(13, 0);
            await host.NotedAsync("hourly", 1);
            await AdvanceToAsync(14, 0);
            await host.NotedAsync("hourly", 2);
            Assert.Equal((false, "2026-03-01T13:00:00Z", "2026-03-01T14:00:00Z"), Seen("hourly")[1]);
        }
        _clock.Advance(TimeSpan.FromHours(3));

        await using var next = await StartAsync();
        await next.NotedAsync("hourly", 3);
        Assert.Equal((true, "2026-03-01T14:00:00Z", "2026-03-01T15:00:00Z"), Seen("hourly")[2]);
        // Nobody records what an unmonitored timer misses.
        Assert.Equal((false, null, null), Assert.Single(Seen("unmonitored")));
    }

    [Fact]
    public async Task ScheduleOfSeconds_ComesFromASettingAndIsNotRecorded()
    {
        _folder.Settings["FastSchedule"] = "*/10 * * * * *";
        await using var host = await StartAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(10), timers: 1);
        await host.NotedAsync("fast");
        Assert.Equal((false, null, null), Seen("fast")[0]);
    }

    [Fact]
    public async Task Failure_DoesNotEndTheSchedule()
    {
        _folder.Settings["FailTimers"] = "true";
        await using var host = await StartAsync();
        await AdvanceToAsync(13, 0);
        await host.NotedAsync("hourly", 1);
        await AdvanceToAsync(14, 0);
        await host.NotedAsync("hourly", 2);
        Assert.Contains(host.Log.Lines, line => line.Category == "Function.Hourly" && line.Error is not null);
    }

    [Fact]
    public async Task UnreadableStatus_BeginsAnewAndSaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Data, "timers"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "timers", "Hourly.json"), "{", TestContext.Current.CancellationToken);
        await using var host = await StartAsync();
        Assert.Contains(host.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("Hourly.json", StringComparison.Ordinal));
        await AdvanceToAsync(13, 0);
        await host.NotedAsync("hourly");
    }

    private Task<SampleHost> StartAsync() => new SampleHost(_folder) { Clock = _clock }.StartAsync();

    private List<(bool IsPastDue, string? Last, string? Next)> Seen(string timer) =>
        [
            .. _folder
                .Ledger()
                .Where(entry => entry.StartsWith(timer + " ", StringComparison.Ordinal))
                .Select(entry => JsonElement.Parse(entry[(timer.Length + 1)..]))
                .Select(info => (info.GetProperty("IsPastDue").GetBoolean(), Time(info, "Last"), Time(info, "Next"))),
        ];

    private static string? Time(JsonElement info, string name) =>
        info.GetProperty("ScheduleStatus") is { ValueKind: JsonValueKind.Object } status ? status.GetProperty(name).GetString() : null;

    // By the minute, as its waiting goes.
    private async Task AdvanceToAsync(int hour, int minute)
    {
        while (_clock.GetUtcNow() < new DateTimeOffset(2026, 3, 1, hour, minute, 0, TimeSpan.Zero))
        {
            await AdvanceAsync(TimeSpan.FromMinutes(1), TimersOfTheSample);
        }
    }

    // Once all wait for it: a timer that starts to wait later would wait for the time after.
    private async Task AdvanceAsync(TimeSpan by, int timers)
    {
        await _clock.WaitedForAsync(_clock.GetUtcNow() + by, timers);
        _clock.Advance(by);
    }
}
