using Azure;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Correlation;
using Distill.Functions.Publishing;
using Distill.Functions.Retention;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Publishing;

/// <summary>Verdicts of silent accounts end as everything else that is published: once, for all who follow, whatever dies in between.</summary>
public sealed class VerdictRemoverTests(AzuriteFixture azurite)
{
    private static readonly string[] s_silent = ["s0", "s1", "s2"];

    [Fact]
    public async Task TheEndOfASilentAccountsVerdict_IsHeardOnce_AndAnsweredAtOnce()
    {
        await using var instance = await StartAsync();
        await using var follower = new Reader(instance.Connection, new Random(1), [2]);
        await follower.CatchUpAsync();
        Assert.Equal("confirmed", await LevelAsync(instance, "s1"));

        await instance.Get<VerdictExpiry>().RunAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        await follower.SeeAsync();
        await follower.CatchUpAsync();

        Assert.Equal("not_assessed", await LevelAsync(instance, "s1"));
        Assert.All(s_silent, a => Assert.Equal(["confirmed 90 block  ", Truth.Nothing], follower.Heard[a]));
        Assert.Equal(["clear 0 allow  "], follower.Heard["steady"]);
        await AssertStoredAsync(instance.Connection);
    }

    /// <summary>A follower reads on by cursor before, between and after; one that starts at any time finds what the follower knows.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnExpiryThatDiesAtAnyWrite_IsFinishedByTheNext_AndHeardOnce(bool afterwards)
    {
        var deaths = 0;
        for (var at = 1; deaths == at - 1; at++)
        {
            await using var instance = await StartAsync();
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

            Assert.All(s_silent, a => Assert.Equal(["confirmed 90 block  ", Truth.Nothing], follower.Heard[a]));
            await AssertStoredAsync(instance.Connection);
        }

        // A segment, the commit, three rows, and the activity.
        Assert.InRange(deaths, 6, 12);
    }

    /// <summary>The rows are deleted last: nobody who starts before that takes them for what is published, or counts on them.</summary>
    [Fact]
    public async Task RowsThatAreStillThere_SayNothing()
    {
        await using var instance = await StartAsync();
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

        // One of them comes back: what it is said to be is new, and stays when the rest is finished.
        await Run.SaveAsync(other, Run.First.Next, [Run.Verdict("s1", VerdictLevel.Watch)]);
        await instance.Get<VerdictRemover>().EndAsync([], default);
        await using var anew = new Instance(instance.Connection);
        Assert.Equal("watch", await LevelAsync(anew, "s1"));
        Assert.Equal(2, (await Stored.RowsAsync(instance.Connection, AccountVerdictTable.Name)).Count);
    }

    [Fact]
    public async Task ARunThatBeganBefore_SavesNothingOverTheEnd()
    {
        await using var instance = await StartAsync();
        var store = instance.Get<StateStore>();
        using var session = await instance.Get<WarmSession>().TakeAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
        var before = await Stored.LinesAsync(instance.Connection);

        session.State = session.State with { Watermark = Run.First.Next };
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => store.SaveAsync(session, default));

        Assert.Equal(409, refused.Status);
        Assert.Equal(before, await Stored.LinesAsync(instance.Connection));
    }

    /// <summary>What people decided holds until it ends, whatever the correlation has forgotten; then nothing is left.</summary>
    [Fact]
    public async Task ADecision_OutlivesTheVerdictItWasMadeOn()
    {
        await using var instance = await StartAsync(Run.Cluster(1, 8));
        var (confirm, block) = ("clusters/" + Run.Id(1) + "/decisions", "accounts/s0/overrides");
        var expires = instance.Time.GetUtcNow().AddDays(1);
        Assert.Equal(
            200,
            (
                await ApiCall.PostAsync(
                    instance,
                    confirm,
                    new
                    {
                        decision = "confirm",
                        by = "ana",
                        why = "So.",
                        expires,
                    }
                )
            ).Status
        );
        Assert.Equal(
            200,
            (
                await ApiCall.PostAsync(
                    instance,
                    block,
                    new
                    {
                        action = "block",
                        why = "Known.",
                        expires,
                    }
                )
            ).Status
        );

        await instance.Get<VerdictRemover>().EndAsync([Some.Account("m003"), Some.Account("s0"), Some.Account("s1")], default);

        await using var other = new Instance(instance.Connection);
        await other.Get<ViewFollower>().ReadAsync(default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        foreach (var one in new[] { instance, other })
        {
            Assert.Equal(
                ["confirmed block", "not_assessed block", "not_assessed allow"],
                [await VerdictAsync(one, "m003"), await VerdictAsync(one, "s0"), await VerdictAsync(one, "s1")]
            );
        }

        other.Time.SetUtcNow(expires);
        await other.Get<DecisionPublisher>().SettleAsync(await other.Get<ViewFollower>().ReadAsync(default), default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal(["not_assessed allow", "not_assessed allow"], [await VerdictAsync(instance, "m003"), await VerdictAsync(instance, "s0")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatEndsWhileItsSettlerDies_IsHeardOnce(bool afterwards)
    {
        for (var at = 1; at <= 2; at++)
        {
            await using var instance = await StartAsync(Run.Cluster(1, 8));
            var expires = instance.Time.GetUtcNow().AddHours(1);
            await ApiCall.PostAsync(
                instance,
                $"clusters/{Run.Id(1)}/decisions",
                new
                {
                    decision = "dismiss",
                    by = "ana",
                    why = "A class.",
                    expires,
                }
            );
            await ApiCall.PostAsync(
                instance,
                "accounts/s0/overrides",
                new
                {
                    action = "allow",
                    why = "Ours.",
                    expires,
                }
            );
            await using var follower = new Reader(instance.Connection, new Random(at), [2]);
            await follower.CatchUpAsync();

            foreach (var faults in new[] { new Faults(at, afterwards), null, null })
            {
                await using var settling = new Instance(instance.Connection, faults);
                settling.Time.SetUtcNow(expires);
                var died = await Record.ExceptionAsync(() => settling.Get<CorrelationRun>().CatchUpAsync(default));
                Assert.Equal(faults is not null, died is DiedException);
            }

            await follower.SeeAsync();
            await AssertAgreesAsync(follower, instance.Connection);
            Assert.Equal(["confirmed 90 allow", "confirmed 90 block"], follower.Heard["s0"].Select(l => string.Join(' ', l.Split(' ')[..3])));
            Assert.Equal(["clear 0 allow", "suspect 80 verify"], follower.Heard["m003"].Select(l => string.Join(' ', l.Split(' ')[..3])));
        }
    }

    /// <summary>Changes that the head still names are kept, however old, until their rows are gone.</summary>
    [Fact]
    public async Task WhatEnded_IsKnownAsLongAsItsRowsMayBeThere()
    {
        await using var instance = await StartAsync(settings: new() { ["Distill:Verdicts:KeepChanges"] = "01:00:00" });
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

    /// <summary>Three accounts that have been silent for long, one that has not, and the members of a cluster.</summary>
    private async Task<Instance> StartAsync(Cluster? cluster = null, Dictionary<string, string?>? settings = null)
    {
        var instance = new Instance(azurite.NewAccount(), settings: settings);
        var members = cluster is null ? [] : Run.Verdicts(cluster);
        await Run.SaveAsync(
            instance,
            Run.First,
            [.. s_silent.Select(a => Run.Verdict(a, VerdictLevel.Confirmed, 90)), Run.Verdict("steady"), .. members],
            cluster is null ? [] : [cluster]
        );
        var today = DateOnly.FromDateTime(instance.Time.GetUtcNow().UtcDateTime);
        await instance.Get<ActivityTable>().SaveAsync(today.AddDays(-91), s_silent.Select(Some.Account), default);
        await instance.Get<ActivityTable>().SaveAsync(today, [Some.Account("steady")], default);
        return instance;
    }

    private static async Task AssertAgreesAsync(Reader follower, string store)
    {
        await using var anew = new Reader(store, new Random(1), [100]);
        await anew.CatchUpAsync();
        Assert.Equal(
            follower.Heard.Where(h => h.Value[^1] != Truth.Nothing).Select(h => $"{h.Key} {h.Value[^1]}").Order(),
            anew.Heard.Select(h => $"{h.Key} {Assert.Single(h.Value)}").Order()
        );
    }

    private static async Task AssertStoredAsync(string store)
    {
        Assert.Equal(["steady"], (await Stored.RowsAsync(store, AccountVerdictTable.Name)).Select(r => r.Row.RowKey));
        Assert.Equal(["noted", "steady"], (await Stored.RowsAsync(store, ActivityTable.Name)).Select(r => r.Row.RowKey).Order());
    }

    private static async Task<string> LevelAsync(Instance instance, string account) => (await VerdictAsync(instance, account)).Split(' ')[0];

    private static async Task<string> VerdictAsync(Instance instance, string account)
    {
        var verdict = (await ApiCall.GetAsync(instance, $"verdicts/{account}")).Json;
        return $"{verdict.GetProperty("level")} {verdict.GetProperty("action")}";
    }
}
