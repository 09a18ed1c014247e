using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Correlation;

/// <summary>However the hours are correlated, the store holds what an audit of the same events finds.</summary>
public sealed class CatchUpTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task OneLateRun_SaysWhatTheAuditSays()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await IngestAsync(instance, _ => true);

        await instance.CorrelateAsync();

        await AssertAuditAsync(instance);
    }

    [Fact]
    public async Task RunsInBetween_WarmOrCold_SayTheSame()
    {
        var store = azurite.NewAccount();
        using var warm = new Instance(store);
        for (var part = 0; part < 8; part++)
        {
            var (from, to) = (part == 0 ? double.MinValue : part * 180, (part + 1) * 180);
            await IngestAsync(warm, minute => minute >= from && minute < to);
            if (part is 2 or 5)
            {
                using var cold = new Instance(store);
                await cold.CorrelateAsync();
            }
            else
            {
                await warm.CorrelateAsync();
            }
        }

        await AssertAuditAsync(warm);
    }

    [Fact]
    public async Task SavingRarely_SaysTheSame()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: new() { ["Distill:Correlation:SaveEvery"] = "00:05:00" });
        await IngestAsync(instance, _ => true);

        await instance.CorrelateAsync();

        await AssertAuditAsync(instance);
    }

    /// <summary>
    /// An operator's campaign goes on while keys change at midnight. First no instance has the new key, then one has it, then all. What was sealed
    /// with the old key meets what is sealed with the new one.
    /// </summary>
    [Fact]
    public async Task KeysThatChangeInBetween_SayTheSame()
    {
        const string Both = $"{Some.Keys} 2026-04-23:bmV3IGtleXMgb2YgZmVhdHVyZXMsIGZvciB0ZXN0cyE9";
        var store = azurite.NewAccount();
        using (var before = new Instance(store))
        {
            await IngestAsync(before, minute => minute < 300);
            await before.CorrelateAsync();
        }

        using var after = new Instance(store, settings: new() { ["Distill:Features:Keys"] = Both });
        await IngestAsync(after, minute => minute is >= 300 and < 1300);
        await after.CorrelateAsync();
        await IngestAsync(after, minute => minute >= 1300);
        await after.CorrelateAsync();

        await AssertAuditAsync(after);
        var epochs = (await Stored.RowsAsync(store, "windows")).Select(r => (r.Table, BitConverter.ToInt32(r.Row.GetBinary("Calls0"), 1)));
        Assert.Equal([("windows20260422", 0), ("windows20260423", 20260423)], epochs.Distinct().Order());
    }

    // To die after a write is all but to die before the next one, so each has half of the places.
    [Theory]
    [InlineData(false, new[] { 1, 18 }, 0.5)]
    [InlineData(true, new[] { 2 }, 0.2, 0.8, 0.97)]
    public async Task DyingAtAWrite_AndComingBack_SaysTheSame(bool afterwards, int[] writes, params double[] shares)
    {
        // How many writes a run makes depends on what it finds. The deaths are spread over the writes of an undisturbed run.
        var undisturbed = new Faults(int.MaxValue, afterwards);
        var once = azurite.NewAccount();
        using (var whole = new Instance(once, undisturbed))
        {
            await IngestAsync(whole, _ => true);
            var ingested = undisturbed.Writes;
            await whole.CorrelateAsync();
            Assert.InRange(undisturbed.Writes - ingested, 20, int.MaxValue);
            undisturbed.Forget(ingested);
        }

        foreach (var at in (int[])[.. writes, .. shares.Select(share => (int)(share * undisturbed.Writes))])
        {
            var store = azurite.NewAccount();
            using var next = new Instance(store);
            await IngestAsync(next, _ => true);
            using (var dying = new Instance(store, new Faults(at, afterwards)))
            {
                await Assert.ThrowsAsync<DiedException>(dying.CorrelateAsync);
            }

            await next.CorrelateAsync();

            await AssertAuditAsync(next);
            Assert.Equal(await BesidesAsync(once), await BesidesAsync(store));
            Assert.DoesNotContain(await Stored.RowsAsync(store), r => r.Row.RowKey.StartsWith("~fence-", StringComparison.Ordinal));
        }
    }

    // What a run stores for people beside its verdicts.
    private static async Task<string[]> BesidesAsync(string store) =>
        [.. await Stored.LinesAsync(store, "portraits"), .. await Stored.LinesAsync(store, "resellers")];

    [Fact]
    public async Task ARunWhoseTimeIsUp_IsContinued()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: new() { ["Distill:Correlation:RunFor"] = "00:00:01" });
        instance.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(0.4);
        await IngestAsync(instance, _ => true);

        for (var run = 0; run < 30; run++)
        {
            await instance.CorrelateAsync();
        }

        await AssertAuditAsync(instance);
    }

    [Fact]
    public async Task CallsThatComeLate_CountFromTheNextHourOn()
    {
        using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events([.. Enumerable.Range(0, 6).Select(i => Some.Call(id: $"{i}", minute: 61 + i))]));
        await instance.CorrelateAsync();
        await instance.IngestAsync(
            "0",
            Some.Events([.. Enumerable.Range(10, 6).Select(i => Some.Call("late", $"{i}", minute: i)), Some.Call(id: "z", minute: 130)], first: 10)
        );
        await instance.CorrelateAsync();

        var hour = (await instance.Get<StateTable>().ReadAsync(default)).Hour;
        var verdict = await instance.Get<AccountVerdictTable>().FindAsync(Some.Account("late"), new PublishedAsOf(hour), default);

        Assert.Equal(VerdictLevel.Clear, verdict?.Level);
    }

    private static async Task IngestAsync(Instance instance, Func<double, bool> minute)
    {
        foreach (var (partition, events) in Campaign.Partitions(minute))
        {
            foreach (var batch in events.Chunk(200))
            {
                await instance.IngestAsync(partition, batch);
            }
        }
    }

    private static async Task AssertAuditAsync(Instance instance)
    {
        var audit = Campaign.Audit();
        Assert.Equal(12, audit.Verdicts.Values.Count(v => v.Level >= VerdictLevel.Suspect));
        var watermark = (await instance.Get<StateTable>().ReadAsync(default)).Hour;
        var (verdicts, _) = await instance.Get<AccountVerdictTable>().ReadAsync(new PublishedAsOf(watermark), default);
        var (clusters, _) = await instance.Get<ClusterTable>().ReadAsync(watermark, default);
        Assert.Equal(audit.Watermark, watermark);
        Assert.Equal(Lines(audit.Verdicts.Values), Lines(verdicts.Values.Select(v => v.Value)));
        Assert.Equal(Lines(audit.Clusters), Lines(clusters.Values.Select(c => c.Value)));
    }

    private static string[] Lines(IEnumerable<Verdict> verdicts) =>
        [.. verdicts.OrderBy(v => v.Account).Select(v => Encoding.UTF8.GetString(VerdictJson.Write(v)))];

    private static string[] Lines(IEnumerable<Cluster> clusters) =>
        [.. clusters.OrderBy(c => c.Id).Select(c => Encoding.UTF8.GetString(ClusterJson.Write(c)))];
}
