using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Publishing;

public sealed class ChangesTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task ASnapshotComesInPages_ThenWhatChanges()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, Enumerable.Range(0, 25).Select(i => Run.Verdict($"a{i}")));

        var snapshot = new List<string>();
        var page = await PageAsync(instance, null, 10);
        for (; page.Snapshot && page.More; page = await PageAsync(instance, page.Cursor, 10))
        {
            Assert.Equal(10, page.Accounts.Length);
            snapshot.AddRange(page.Accounts);
        }

        snapshot.AddRange(page.Accounts);
        await Run.SaveAsync(instance, Run.First.Next, [Run.Verdict("a3", VerdictLevel.Watch), Run.Verdict("a4"), Run.Verdict("new")]);
        await instance.Get<ViewFollower>().ReadAsync(default);
        var changes = await PageAsync(instance, page.Cursor);
        var none = await PageAsync(instance, changes.Cursor);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"a{i}").Order(), snapshot.Order());
        Assert.Equal((false, false), (changes.Snapshot, changes.More));
        Assert.Equal(["a3", "new"], changes.Accounts);
        Assert.Empty(none.Accounts);
    }

    [Fact]
    public async Task WhatChangesWhileASnapshotIsRead_ComesAfterIt_Once()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, Enumerable.Range(0, 20).Select(i => Run.Verdict($"a{i}")));
        var first = await PageAsync(instance, null, 10);

        await Run.SaveAsync(instance, Run.First.Next, Enumerable.Range(0, 20).Select(i => Run.Verdict($"a{i}", VerdictLevel.Watch)));
        await instance.Get<ViewFollower>().ReadAsync(default);
        var second = await PageAsync(instance, first.Cursor, 10);
        var third = await PageAsync(instance, second.Cursor, 100);

        Assert.All(first.Levels, l => Assert.Equal("clear", l));
        Assert.Equal((0, true, true), (second.Accounts.Length, second.Snapshot, second.More));
        Assert.Equal(20, third.Accounts.Distinct().Count());
        Assert.All(third.Levels, l => Assert.Equal("watch", l));
    }

    [Fact]
    public async Task ReasonsAlone_AreNoChange_AndAreAnsweredAtOnce()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        var cursor = (await PageAsync(instance, null)).Cursor;

        await Run.SaveAsync(instance, Run.First.Next, [Run.Verdict("a") with { Reasons = [new Reason("no_link", "13 calls.", 0)] }]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        Assert.Empty((await PageAsync(instance, cursor)).Accounts);
        Assert.Contains("13 calls.", (await ApiCall.GetAsync(instance, "verdicts/a")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARun_WritesWhatChanged_AndNothingElse()
    {
        var writes = new Faults(int.MaxValue, afterwards: false);
        await using var instance = new Instance(azurite.NewAccount(), writes);
        var verdicts = Enumerable.Range(0, 500).Select(i => Run.Verdict($"a{i}")).ToArray();
        await Run.SaveAsync(instance, Run.First, verdicts);

        writes.Forget(writes.Writes);
        await Run.SaveAsync(instance, Run.First.Next, verdicts);
        // The writes are the claim on the watermark, and the commit.
        Assert.Equal(2, writes.Writes);

        // The writes are the claims on the watermark and on the partition, the row, a segment of the log, the commit, and the end of the claim.
        await Run.SaveAsync(instance, Run.First.Next.Next, [Run.Verdict("a3", VerdictLevel.Watch)]);
        Assert.Equal(2 + 6, writes.Writes);
    }

    [Fact]
    public async Task WhoHasCaughtUp_WaitsForTheNextChange()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        var cursor = (await PageAsync(instance, null)).Cursor;

        var waiting = ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}&wait=30");
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        await Run.SaveAsync(instance, Run.First.Next, [Run.Verdict("a", VerdictLevel.Watch)]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        Assert.Equal("watch", (await waiting).Json.GetProperty("verdicts")[0].GetProperty("level").GetString());
    }

    [Fact]
    public async Task AWaitEnds_WithoutAChange()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var cursor = (await PageAsync(instance, null)).Cursor;

        var waiting = ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}&wait=3");
        while (!waiting.IsCompleted)
        {
            await Task.Delay(5);
            instance.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Empty((await waiting).Json.GetProperty("verdicts").EnumerateArray());
    }

    [Fact]
    public async Task AnInstanceThatIsBehind_CatchesUpWithACursorOfAnother()
    {
        var store = azurite.NewAccount();
        await using var behind = new Instance(store);
        await Run.SaveAsync(behind, Run.First, [Run.Verdict("a")]);
        await behind.Get<ViewFollower>().ReadAsync(default);
        await using var ahead = new Instance(store);
        await Run.SaveAsync(ahead, Run.First.Next, [Run.Verdict("a", VerdictLevel.Watch)]);
        var page = await PageAsync(ahead, null);

        Assert.Equal(200, (await ApiCall.GetAsync(behind, $"verdicts/changes?since={page.Cursor}")).Status);
    }

    [Fact]
    public async Task ACursorOlderThanChangesAreKept_HasExpired_AndOneThatKeptUpHasNot()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store, settings: new() { ["Distill:Verdicts:KeepChanges"] = "01:00:00" });
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        var old = await PageAsync(instance, null);
        await Run.SaveAsync(instance, Run.First.Next, [Run.Verdict("a", VerdictLevel.Watch)]);
        await instance.Get<ViewFollower>().ReadAsync(default);
        var young = await PageAsync(instance, old.Cursor);

        // Correlating moves the clock on, so that old changes are deleted.
        await instance.CorrelateAsync();
        await instance.CorrelateAsync();
        await instance.Get<ViewFollower>().ReadAsync(default);

        var gone = await ApiCall.GetAsync(instance, $"verdicts/changes?since={old.Cursor}");
        Assert.Equal((410, "cursor_expired"), (gone.Status, gone.Code));
        Assert.Empty((await PageAsync(instance, young.Cursor)).Accounts);
        Assert.DoesNotContain(await Stored.RowsAsync(store, ChangeTable.Name), r => r.Table == ChangeTable.Name);
        Assert.DoesNotContain(await Stored.RowsAsync(store, StateTable.Name), r => r.Row.RowKey.StartsWith("segment-", StringComparison.Ordinal));
        Assert.Equal(["a"], (await PageAsync(instance, null)).Accounts);
    }

    [Fact]
    public async Task AnInstanceThatStillReads_SaysSo_AndAnswersLater()
    {
        var store = azurite.NewAccount();
        await using (var first = new Instance(store))
        {
            await Run.SaveAsync(first, Run.First, [Run.Verdict("a")]);
        }

        var hold = new Hold();
        await using var instance = new Instance(store, hold);
        var asking = ApiCall.GetAsync(instance, "verdicts/changes");
        await hold.Asked;
        while (!asking.IsCompleted)
        {
            instance.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        var answer = await asking;
        Assert.Equal((503, "warming_up", "5"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
        hold.LetGo();
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal(["a"], (await PageAsync(instance, null)).Accounts);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WhatWasNeverACursor_IsNone(string cursor)
    {
        await using var instance = new Instance(azurite.NewAccount());

        Assert.Equal("bad_cursor", (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Code);
    }

    [Fact]
    public async Task ACursorThatWasTamperedWith_IsNone()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var cursor = (await PageAsync(instance, null)).Cursor;
        for (var i = 0; i < cursor.Length; i++)
        {
            var tampered = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.Equal("bad_cursor", (await ApiCall.GetAsync(instance, $"verdicts/changes?since={tampered}")).Code);
        }
    }

    [Fact]
    public async Task ACursorOfAnotherStore_HasExpired()
    {
        await using var one = new Instance(azurite.NewAccount());
        await using var other = new Instance(azurite.NewAccount());
        await Run.SaveAsync(one, Run.First, [Run.Verdict("a")]);
        await Run.SaveAsync(other, Run.First, [Run.Verdict("a")]);

        Assert.Equal("cursor_expired", (await ApiCall.GetAsync(one, $"verdicts/changes?since={(await PageAsync(other, null)).Cursor}")).Code);
    }

    private static async Task<(string Cursor, bool More, bool Snapshot, string[] Accounts, string[] Levels)> PageAsync(
        Instance instance,
        string? since,
        int limit = 1000
    )
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"limit={limit}") + (since is null ? "" : $"&since={since}");
        var page = (await ApiCall.GetAsync(instance, $"verdicts/changes?{query}")).Json;
        var verdicts = page.GetProperty("verdicts").EnumerateArray().ToArray();
        return (
            page.GetProperty("cursor").GetString()!,
            page.GetProperty("more").GetBoolean(),
            page.GetProperty("snapshot").GetBoolean(),
            Of("account"),
            Of("level")
        );

        string[] Of(string name) => [.. verdicts.Select(v => v.GetProperty(name).GetString()!)];
    }
}
