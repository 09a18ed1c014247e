using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Tests.Timers;

public sealed class TimerFunctionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly TimerProbe _probe = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("distill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Timer_RunsAtItsOccurrencesAndNotBefore()
    {
        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        await AdvanceToAsync(12, 59);
        Assert.Empty(_probe.Seen);

        await AdvanceToAsync(13, 0);
        await BeganAsync();
        await AdvanceToAsync(14, 0);
        await BeganAsync();

        var second = _probe.Seen.Last();
        Assert.False(second.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 13, 0, 0), second.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2026, 3, 1, 14, 0, 0), second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task Schedule_ComesFromASetting()
    {
        await using var app = await App(typeof(SettingTimer)).Set("Schedules__Fast", "*/10 * * * * *").StartAsync();
        await _clock.WaitedForAsync(At(12, 31));
        _clock.Advance(TimeSpan.FromSeconds(10));
        await BeganAsync();
        Assert.Null(_probe.Seen.Single().ScheduleStatus);
    }

    [Fact]
    public async Task MissedOccurrence_IsMadeUpForAtTheNextStart()
    {
        await using (await App(typeof(HourlyTimer)).StartAsync())
            await AdvanceToAsync(12, 40);
        _clock.Advance(TimeSpan.FromHours(3));

        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        await BeganAsync();
        Assert.True(_probe.Seen.Single().IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 13, 0, 0), _probe.Seen.Single().ScheduleStatus!.Next);

        await AdvanceToAsync(16, 0);
        await BeganAsync();
        Assert.False(_probe.Seen.Last().IsPastDue);
    }

    [Fact]
    public async Task NothingMissed_IsNotPastDue()
    {
        await using (await App(typeof(HourlyTimer)).StartAsync())
        {
            await AdvanceToAsync(13, 0);
            await BeganAsync();
            await _clock.WaitedForAsync(At(13, 1));
        }
        _clock.Advance(TimeSpan.FromMinutes(59));

        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        await AdvanceToAsync(14, 0);
        await BeganAsync();
        Assert.DoesNotContain(_probe.Seen, timer => timer.IsPastDue);
    }

    [Fact]
    public async Task UnmonitoredTimer_ForgetsWhatItMissed()
    {
        await using (await App(typeof(UnmonitoredTimer)).StartAsync())
            await AdvanceToAsync(12, 40);
        _clock.Advance(TimeSpan.FromHours(3));

        await using var app = await App(typeof(UnmonitoredTimer)).StartAsync();
        await AdvanceToAsync(16, 0);
        await BeganAsync();
        Assert.False(_probe.Seen.Single().IsPastDue);
        Assert.Null(_probe.Seen.Single().ScheduleStatus);
    }

    [Fact]
    public async Task UnreadableStatus_BeginsAnewAndSaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data", "timers"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "timers", "Hourly.json"), "{");
        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        Assert.Contains(app.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("Hourly.json", StringComparison.Ordinal));
        await AdvanceToAsync(13, 0);
        await BeganAsync();
    }

    [Fact]
    public async Task Failure_DoesNotEndTheSchedule()
    {
        _probe.Throw = new InvalidDataException("bad window");
        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        await AdvanceToAsync(13, 0);
        await BeganAsync();
        await AdvanceToAsync(14, 0);
        await BeganAsync();
        Assert.Contains(app.Log.Lines, line => line.Error is InvalidDataException);
    }

    [Fact]
    public async Task LongRun_IsFollowedByOneRunForAllItOutlasted()
    {
        _probe.Hold = new TaskCompletionSource();
        await using var app = await App(typeof(HourlyTimer)).StartAsync();
        await AdvanceToAsync(13, 0);
        await BeganAsync();
        _clock.Advance(TimeSpan.FromHours(3.5));
        var hold = _probe.Hold;
        _probe.Hold = null;
        hold.SetResult();
        await BeganAsync();
        await _clock.WaitedForAsync(At(16, 31));
        Assert.Equal(2, _probe.Seen.Count);
        await AdvanceToAsync(17, 0);
        await BeganAsync();
        Assert.Equal(1, _probe.MostAtOnce);
    }

    private TestApp App(Type functions) => new TestApp(functions) { Folder = _folder, Clock = _clock, KeepFolder = true }
        .WriteHostJson("""{"version":"2.0","functionTimeout":"-1"}""")
        .Configure(builder => builder.Services.AddSingleton(_probe));

    private async Task BeganAsync() =>
        Assert.True(await _probe.Began.WaitAsync(Patience, TestContext.Current.CancellationToken), "The timer did not run.");

    // By the minute, as its waiting goes, each time once it waits.
    private async Task AdvanceToAsync(int hour, int minute)
    {
        while (_clock.GetUtcNow() < At(hour, minute))
        {
            await _clock.WaitedForAsync(_clock.GetUtcNow().AddMinutes(1));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 3, 1, hour, minute, 0, TimeSpan.Zero);
}
