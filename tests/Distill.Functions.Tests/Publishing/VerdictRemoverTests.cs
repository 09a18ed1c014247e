using Azure;
using Distill.Contracts.Verdicts;
using Distill.Functions.Correlation;
using Distill.Functions.Publishing;
using Distill.Functions.Retention;
using Distill.Functions.Storage;
using static Distill.Functions.Tests.Publishing.SilentStore;

namespace Distill.Functions.Tests.Publishing;

/// <summary>
/// The end of a silent account's verdict is published like any other change: every reader hears of it once, whatever dies in between.
/// </summary>
public sealed class VerdictRemoverTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task TheEndOfASilentAccountsVerdict_IsHeardOnce_AndAnsweredAtOnce()
    {
        await using var instance = await StartAsync(azurite);
        await using var follower = new Reader(instance.Connection, new Random(1), [2]);
        await follower.CatchUpAsync();
        Assert.Equal("clear", await LevelAsync(instance, "s1"));

        await instance.Get<VerdictExpiry>().RunAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        await follower.SeeAsync();
        await follower.CatchUpAsync();

        Assert.Equal("not_assessed", await LevelAsync(instance, "s1"));
        Assert.All(Silent, a => Assert.Equal(["clear 0 allow  ", Truth.Nothing], follower.Heard[a]));
        Assert.Equal(["clear 0 allow  "], follower.Heard["steady"]);
        await AssertStoredAsync(instance.Connection);
    }

    /// <summary>A follower reads on before, between and after. A reader that starts at any time finds what the follower knows.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnExpiryThatDiesAtAnyWrite_IsFinishedByTheNext_AndHeardOnce(bool afterwards)
    {
        var deaths = 0;
        for (var at = 1; deaths == at - 1; at++)
        {
            await using var instance = await StartAsync(azurite);
            await using var follower = new Reader(instance.Connection, new Random(at), [2]);
            await follower.CatchUpAsync();
            await using (var dying = new Instance(instance.Connection, new Faults(at, afterwards)))
            {
                dying.Time.SetUtcNow(instance.Time.GetUtcNow());
                deaths += await Record.ExceptionAsync(() => dying.Get<VerdictExpiry>().RunAsync(default)) is null ? 0 : 1;
            }

            await follower.SeeAsync();
            await AssertAgreesAsync(follower, instance.Connection);
            await instance.Get<VerdictExpiry>().RunAsync(default);
            await follower.SeeAsync();
            await AssertAgreesAsync(follower, instance.Connection);

            Assert.All(Silent, a => Assert.Equal(["clear 0 allow  ", Truth.Nothing], follower.Heard[a]));
            await AssertStoredAsync(instance.Connection);
        }

        // The writes are a segment, the commit, three rows, and the activity.
        Assert.InRange(deaths, 6, 12);
    }

    /// <summary>The rows are deleted last. An instance that starts before that does not take them for published verdicts.</summary>
    [Fact]
    public async Task RowsThatAreStillThere_SayNothing()
    {
        await using var instance = await StartAsync(azurite);
        await using (var dying = new Instance(instance.Connection, new Faults(2, afterwards: true)))
        {
            dying.Time.SetUtcNow(instance.Time.GetUtcNow());
            await Assert.ThrowsAsync<DiedException>(() => dying.Get<VerdictExpiry>().RunAsync(default));
        }

        Assert.Equal(4, (await Stored.RowsAsync(instance.Connection, AccountVerdictTable.Name)).Count);
        await using var other = new Instance(instance.Connection);
        Assert.Equal("not_assessed", await LevelAsync(other, "s1"));
        await other.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("not_assessed", await LevelAsync(other, "s1"));
        using var session = await other.Get<WarmSession>().TakeAsync(default);
        Assert.Equal(["steady"], session.Verdicts.Keys.Select(a => a.Value));

        // One of them comes back. Its verdict is new, and stays when the rest is deleted.
        await Run.SaveAsync(other, Run.First.Next, [Run.Verdict("s1", VerdictLevel.Watch)]);
        await instance.Get<VerdictRemover>().EndAsync([], default);
        await using var anew = new Instance(instance.Connection);
        Assert.Equal("watch", await LevelAsync(anew, "s1"));
        Assert.Equal(2, (await Stored.RowsAsync(instance.Connection, AccountVerdictTable.Name)).Count);
    }

    [Fact]
    public async Task ARunThatBeganBefore_SavesNothingOverTheEnd()
    {
        await using var instance = await StartAsync(azurite);
        var store = instance.Get<StateStore>();
        using var session = await instance.Get<WarmSession>().TakeAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        var before = await Stored.LinesAsync(instance.Connection);

        session.State = session.State with { Watermark = Run.First.Next };
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => store.SaveAsync(session, default));

        Assert.Equal(409, refused.Status);
        Assert.Equal(before, await Stored.LinesAsync(instance.Connection));
    }

    /// <summary>Changes that the head still names are kept until their rows are gone, even if they are old.</summary>
    [Fact]
    public async Task WhatEnded_IsKnownAsLongAsItsRowsMayBeThere()
    {
        await using var instance = await StartAsync(azurite, settings: new() { ["Distill:Verdicts:KeepChanges"] = "01:00:00" });
        await using (var dying = new Instance(instance.Connection, new Faults(2, afterwards: true)))
        {
            dying.Time.SetUtcNow(instance.Time.GetUtcNow());
            await Assert.ThrowsAsync<DiedException>(() => dying.Get<VerdictExpiry>().RunAsync(default));
        }

        instance.Time.Advance(TimeSpan.FromHours(5));
        await instance.CorrelateAsync();
        await using var later = new Instance(instance.Connection);
        Assert.Equal("not_assessed", await LevelAsync(later, "s1"));

        await instance.Get<VerdictExpiry>().RunAsync(default);
        await instance.CorrelateAsync();
        Assert.DoesNotContain(await Stored.RowsAsync(instance.Connection, ChangeTable.Name), r => r.Table == ChangeTable.Name);
        await AssertStoredAsync(instance.Connection);
    }
}
