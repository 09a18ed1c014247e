using Azure;
using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Publishing;

/// <summary>
/// A day of changes, read by cursor. Runs die at any write, and the next ones give other verdicts; verdicts end, overrides come, readers start anew.
/// Readers hear each change once, in order, and a new reader finds the last state.
/// </summary>
public sealed class ExactChangesTests(AzuriteFixture azurite)
{
    private const int Hours = 24;
    private const int Deaths = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task ADayOfChanges_IsHeardOfOnce_AcrossRestarts(int seed) => RunAsync(seed, accounts: 300, changesAnHour: 40, limits: [1, 7, 50]);

    /// <summary>Takes minutes. Run it by <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public Task ADayOfAHundredThousandChanges_IsHeardOfOnce_AcrossRestarts() =>
        RunAsync(3, accounts: 20_000, changesAnHour: 4167, limits: [500, 1000, 9999]);

    private async Task RunAsync(int seed, int accounts, int changesAnHour, int[] limits)
    {
        var store = azurite.NewAccount();
        var random = new Random(seed);
        var truth = new Truth();
        var (runs, deaths) = (0, 0);
        string[] names = [.. Enumerable.Range(0, accounts).Select(i => $"acct_{i}")];
        await using var reader = new Reader(store, random, limits);
        await RunAsync(names);
        for (var hour = 1; hour < Hours; hour++)
        {
            await reader.ReadAsync(random.Next(8));
            await OverrideAsync(hour, names[random.Next(accounts)]);
            await reader.RestartAsync(Clock());
            await reader.ReadAsync(random.Next(8));
            for (var death = 0; death < Deaths; death++)
            {
                random.Shuffle(names);
                deaths += await RunOnceAsync(names[..random.Next(1, changesAnHour)], new Faults(random.Next(1, 10), random.Next(2) == 0)) ? 0 : 1;
            }

            random.Shuffle(names);
            deaths += await ForgetAsync(names[..random.Next(1, 6)], new Faults(random.Next(1, 10), random.Next(2) == 0)) ? 0 : 1;
            random.Shuffle(names);
            await RunAsync(names[..changesAnHour]);
            await reader.RestartAsync(Clock());
        }

        await reader.CatchUpAsync();
        await using var anew = new Reader(store, random, limits);
        await anew.RestartAsync(Clock());
        await anew.CatchUpAsync();

        Assert.InRange(deaths + reader.Restarts, 100, int.MaxValue);
        Assert.InRange(reader.Expired, 0, 3);
        truth.AssertHeard(reader.Heard, accounts);
        truth.AssertNow(anew.Heard);

        // Five minutes later with each run, so that a new reader finds more than the log's last half hour.
        TimeSpan Clock() => TimeSpan.FromMinutes(5 * runs);

        async Task RunAsync(string[] changed)
        {
            for (var attempt = 0; !await RunOnceAsync(changed, null); attempt++)
            {
                Assert.InRange(attempt, 0, 5);
            }
        }

        // True if it finished.
        async Task<bool> RunOnceAsync(string[] changed, Faults? faults)
        {
            var hour = Run.First + ++runs;
            Verdict[] verdicts = [.. changed.Select(n => Run.Verdict(n, (VerdictLevel)random.Next(1, 5), random.Next(100), flagged: hour.Start))];
            await using var instance = new Instance(store, faults);
            instance.Time.Advance(Clock());
            try
            {
                await Run.SaveAsync(instance, hour, verdicts);
            }
            catch (Exception e) when (e is DiedException or RequestFailedException)
            {
                // On a busy machine the storage may fail by itself too.
            }

            // A call that died may still have taken effect.
            await using var after = new Instance(store);
            var done = (await after.Get<StateTable>().ReadAsync(default)).Hour == hour;
            if (done)
            {
                truth.Publish(verdicts);
            }

            return done;
        }

        // True if it finished.
        async Task<bool> ForgetAsync(string[] silent, Faults faults)
        {
            await using var instance = new Instance(store, faults);
            await using var after = new Instance(store);
            instance.Time.Advance(Clock());
            var before = await after.Get<LedgerTable>().ReadHeadAsync(default);
            Exception? died = null;
            try
            {
                await instance.Get<VerdictRemover>().EndAsync([.. silent.Select(Some.Account)], default);
            }
            catch (Exception e) when (e is DiedException or RequestFailedException)
            {
                died = e;
            }

            if ((await after.Get<LedgerTable>().ReadHeadAsync(default)).Ended > before.Revision)
            {
                Assert.All(silent.Select(Some.Account), truth.Forget);
            }

            return died is null;
        }

        async Task OverrideAsync(int number, string account)
        {
            await using var instance = new Instance(store);
            instance.Time.Advance(Clock());
            var action = (number % 3) switch
            {
                0 => "lift",
                1 => "block",
                _ => "allow",
            };
            var (path, body, key) = ($"accounts/{account}/overrides", new { action, why = "a test" }, ("Idempotency-Key", $"{number}"));
            var answer = await ApiCall.PostAsync(instance, path, body, key);
            for (var attempt = 0; answer.Status == 503 && attempt < 5; attempt++)
            {
                answer = await ApiCall.PostAsync(instance, path, body, key);
            }

            Assert.Equal(200, answer.Status);
            truth.Override(Some.Account(account), action, answer.Json.GetProperty("expires").ToString());
        }
    }
}
