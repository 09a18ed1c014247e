using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Functions.Retention;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Correlation;

/// <summary>A campaign is found and blocked, and makes no more calls. The app keeps what it judged, whatever starts over in between.</summary>
public sealed class ClosedLoopTests(AzuriteFixture azurite)
{
    // An hour of calls by customers, every ten days: the service goes on.
    private static readonly int[] s_days = [10, 20, 30, 40, 50, 60, 62];

    private static readonly Dictionary<string, string?> s_settings = new()
    {
        ["Distill:Detection:ConfirmedTermDays"] = "30",
        ["Distill:Detection:SuspectTermDays"] = "30",
        ["Distill:Detection:LookbackHours"] = "24",

        // Saved once at the end of a run, not after each of its hours.
        ["Distill:Correlation:SaveEvery"] = "00:05:00",
    };

    [Fact]
    public async Task BlockedAccounts_StayBlocked_UntilTheirTermIsOver_AndThoseThatKnockLonger()
    {
        var store = azurite.NewAccount();
        var flagged = await FindAsync(store);
        var (knocks, verified) = (flagged[0], flagged[1]);
        foreach (var day in s_days)
        {
            await using var instance = new Instance(store, settings: s_settings);
            instance.Time.SetUtcNow(Some.Start.AddDays(day));
            var extra =
                day == 20 ? [Some.Refusal(knocks, 20 * 1440)]
                : day == 10 ? new[] { Some.Verification(verified, 10 * 1440) }
                : [];
            var events = Some.Events([.. extra, .. Customers(day)], first: 1_000_000 + (day * 1000));
            await instance.IngestAsync("0", events.Select(e => e with { Enqueued = Some.Start.AddDays(day + 1) }));
            await instance.CorrelateAsync();
            await instance.Get<EventExpiry>().RunAsync(default);
            await instance.Get<VerdictExpiry>().RunAsync(default);

            var verdicts = await VerdictsAsync(instance);
            Assert.Equal(
                day < 40 ? flagged.Length
                    : day < 60 ? 1
                    : 0,
                flagged.Count(a => IsFlagged(verdicts, a))
            );
            Assert.Equal(day < 60, IsFlagged(verdicts, knocks));
            if (day is 20 or 30)
            {
                Assert.Equal(VerdictAction.Allow, verdicts[verified].Action);
                Assert.NotEqual(VerdictAction.Allow, verdicts[knocks].Action);
                Assert.Equal("held", verdicts[knocks].Reasons[^1].Signal);
            }
        }
    }

    /// <summary>A log of last year is old by the wall clock, but not by its own.</summary>
    [Fact]
    public async Task ReplayedOldLog_KeepsItsVerdictsAndWindows()
    {
        var store = azurite.NewAccount();
        var flagged = await FindAsync(store, yearsLater: 1);
        await using var instance = new Instance(store, settings: s_settings);

        // The day of the last batch: its time must not be ahead of the clock.
        instance.Time.SetUtcNow(Some.Start.AddDays(367));

        await instance.Get<EventExpiry>().RunAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);

        var verdicts = await VerdictsAsync(instance);
        Assert.All(flagged, a => Assert.True(IsFlagged(verdicts, a)));
        Assert.Equal(132, verdicts.Count);
        Assert.NotEmpty(await instance.Get<WindowTable>().ReadDaysAsync(default));

        // If no more calls come, old data goes all the same.
        instance.Time.Advance(TimeSpan.FromDays(100));
        await instance.Get<EventExpiry>().RunAsync(default);
        Assert.Empty(await instance.Get<WindowTable>().ReadDaysAsync(default));
    }

    private static async Task<string[]> FindAsync(string store, int yearsLater = 0)
    {
        await using var instance = new Instance(store, settings: s_settings);
        instance.Time.AdjustTime(Some.Start.AddDays(2 + (365 * yearsLater)));
        foreach (var (partition, events) in Campaign.Partitions(_ => true))
        {
            await instance.IngestAsync(partition, events);
        }

        await instance.CorrelateAsync();
        string[] flagged =
        [
            .. (await VerdictsAsync(instance)).Values.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Account.Value).Order(),
        ];
        Assert.Equal(12, flagged.Length);
        return flagged;
    }

    private static IEnumerable<object> Customers(int day) =>
        Enumerable
            .Range(0, 20)
            .Select(i =>
                Some.Call(
                    $"customer{i}",
                    string.Create(CultureInfo.InvariantCulture, $"{day}/{i}"),
                    (day * 1440) + (2 * i),
                    $"What is {day} plus {i}?"
                )
            );

    private static bool IsFlagged(Dictionary<string, Verdict> verdicts, string account) =>
        verdicts.TryGetValue(account, out var verdict) && verdict.Level >= VerdictLevel.Suspect;

    private static async Task<Dictionary<string, Verdict>> VerdictsAsync(Instance instance)
    {
        var hour = (await instance.Get<StateTable>().ReadAsync(default)).Hour;
        var (verdicts, _) = await instance.Get<AccountVerdictTable>().ReadAsync(new PublishedAsOf(hour), default);
        return verdicts.ToDictionary(v => v.Key.Value, v => v.Value.Value);
    }
}
