using Azure.Data.Tables;
using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Correlation;
using static Distill.Functions.Tests.Newcomers.NewcomerCase;

namespace Distill.Functions.Tests.Newcomers;

/// <summary>A run found an operator. Then accounts come that no run has seen, and the next run is an hour away.</summary>
public sealed class NewcomerRunTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task ANewcomer_IsAccusedBeforeTheNextRun_Once_AndTheRunConfirmsIt()
    {
        var store = await FindOperatorAsync(azurite);
        await using (var one = Start(store))
        {
            await SendAsync(one, "new", first: 5_000_000);
            await JudgeAsync(one);
            await JudgeAsync(one);

            Assert.Equal((VerdictLevel.Suspect, VerdictAction.Throttle, "provisional"), await VerdictAsync(one, "new"));
        }

        // The process starts over, the hub sends all again, and a reader starts anew.
        await using var other = Start(store);
        await SendAsync(other, "new", first: 5_000_000);
        await JudgeAsync(other);
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Throttle, "provisional"), await VerdictAsync(other, "new"));
        Assert.Single((await LedgerAsync(other)).Provisional);

        await other.CorrelateAsync();
        await JudgeAsync(other);
        var (level, _, signal) = await VerdictAsync(other, "new");
        Assert.True(level >= VerdictLevel.Suspect && signal == "own_link", $"{level}: {signal}");
        Assert.Single((await LedgerAsync(other)).Provisional);
    }

    [Fact]
    public async Task WhatTheNextRunDoesNotConfirm_IsWithdrawn_AndNotSaidAgain()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        await SendAsync(one, "new", card: "pm_own", plain: 20);
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(one, "new")).Level);

        await one.CorrelateAsync();
        await JudgeAsync(one);
        Assert.Equal((VerdictLevel.Clear, VerdictAction.Allow, "no_link"), await VerdictAsync(one, "new"));

        // The run saw it with the marks and cleared it. More of the same is for the runs.
        await SendAsync(one, "new", card: "pm_own", minute: Minute + 60, first: 6_000_000, id: "new2");
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.Clear, (await VerdictAsync(one, "new")).Level);
    }

    /// <summary>Runs that need a hundred calls can't assess it. They neither confirm nor withdraw; more calls, or the term, decide.</summary>
    [Fact]
    public async Task WhatARunCantAssess_HoldsUntilItsTerm_AlsoAfterARestartAndAReplay()
    {
        var store = await FindOperatorAsync(azurite);
        var settings = new Dictionary<string, string?> { ["Distill:Detection:MinCalls"] = "100" };
        await using (var one = Start(store, settings))
        {
            await SendAsync(one, "new", card: "pm_own", plain: 20);
            await JudgeAsync(one);
            await one.CorrelateAsync();
            await JudgeAsync(one);
            Assert.Equal((VerdictLevel.Suspect, VerdictAction.Throttle, "provisional"), await VerdictAsync(one, "new"));
            Assert.Equal(VerdictLevel.NotAssessed, (await StoredVerdictAsync(one, "new")).Level);
        }

        await using var other = Start(store, settings);
        await SendAsync(other, "new", card: "pm_own", plain: 20);
        await other.CorrelateAsync();
        await JudgeAsync(other);
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Throttle, "provisional"), await VerdictAsync(other, "new"));
        Assert.Single((await LedgerAsync(other)).Provisional);

        other.Time.Advance(TimeSpan.FromHours(7));
        await other.CorrelateAsync();
        await JudgeAsync(other);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(other, "new")).Level);
        Assert.Empty((await LedgerAsync(other)).Provisional);
    }

    [Fact]
    public async Task WhoSharesTooLittle_IsLeftAlone()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);

        // The framings alone; and an honest customer's card.
        var (_, calls) = Campaign.Newcomer("framed", Minute);
        await one.IngestAsync("1", Some.Events(calls, 5_000_000));
        await one.IngestAsync("1", Some.Events([Some.Call("plain", "p", Minute, "What is the best bread to bake by the harbour today?")], 5_100_000));
        await JudgeAsync(one);

        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "framed")).Level);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "plain")).Level);
        Assert.DoesNotContain(await Stored.RowsAsync(store, SightingTable.Name), r => r.Row.RowKey.StartsWith("plain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARecordAfterTheCalls_OrCallsBeforeTheIndex_CountAllTheSame()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        var (record, calls) = Campaign.Newcomer("late", Minute);
        await one.IngestAsync("1", Some.Events(calls, 5_000_000));
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "late")).Level);
        await one.IngestAsync("1", Some.Events([record], 5_000_100));
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(one, "late")).Level);

        // As if the ingestion had had no index yet: no sighting.
        await SendAsync(one, "early", first: 5_200_000);
        await new TableClient(store, SightingTable.Name).DeleteAsync();
        await using var other = Start(store);
        await JudgeAsync(other);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(other, "early")).Level);
    }

    [Fact]
    public async Task PausedOrWithoutAnIndex_NothingIsSaid()
    {
        var store = await FindOperatorAsync(azurite);
        await using var paused = Start(store, new() { ["Distill:Newcomers:Enabled"] = "false" });
        await SendAsync(paused, "new");
        await JudgeAsync(paused);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(paused, "new")).Level);
        Assert.Empty(await Stored.RowsAsync(store, SightingTable.Name));

        await new TableClient(store, OperatorTable.Name).DeleteAsync();
        await using var without = Start(store);
        await SendAsync(without, "new");
        await JudgeAsync(without);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(without, "new")).Level);
    }

    [Fact]
    public async Task WhoWasClearedByAnAnalystOrVerified_StaysClear()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        await one.Get<AnalystDecisions>().OverrideAsync(Allow("allowed"), null, default);
        await SendAsync(one, "allowed", first: 5_000_000);
        await SendAsync(one, "verified", first: 5_100_000);
        await one.IngestAsync("1", Some.Events([Some.Verification("verified", Minute)], 5_200_000));
        await SendAsync(one, "later", first: 5_300_000);
        await JudgeAsync(one);

        Assert.Equal((VerdictAction.Allow, "override"), (await ActionAsync(one, "allowed")));
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "verified")).Level);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(one, "later")).Level);

        // An appeal that passes takes the verdict back at once.
        await one.IngestAsync("1", Some.Events([Some.Verification("later", Minute + 10)], 5_400_000));
        await JudgeAsync(one);
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "later")).Level);
    }

    /// <summary>However the events are ordered, split and repeated, the same is said, word for word.</summary>
    [Fact]
    public async Task InAnyOrder_TheSameIsSaid()
    {
        var told = new List<string>();
        foreach (var seed in (int[])[1, 2])
        {
            var store = await FindOperatorAsync(azurite);
            await using var one = Start(store);
            var (record, calls) = Campaign.Newcomer("new", Minute, plain: 4);
            object[] events = [record, .. calls, calls[0], record];
            new Random(seed).Shuffle(events);
            foreach (var (i, part) in events.Chunk(3).Index())
            {
                await one.IngestAsync("1", Some.Events(part, 5_000_000 + (10 * i)).Select(e => e with { Enqueued = Some.Start.AddDays(3) }));
            }

            await JudgeAsync(one);
            told.Add(string.Join('\n', Assert.Single((await LedgerAsync(one)).Provisional).Reasons.Select(r => r.Detail)));
        }

        Assert.Single(told.Distinct());
    }

    [Fact]
    public async Task WithoutAnyRun_ItEndsWithItsTerm()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        await SendAsync(one, "new");
        await JudgeAsync(one);
        Assert.Equal(VerdictLevel.Suspect, (await VerdictAsync(one, "new")).Level);

        one.Time.Advance(TimeSpan.FromHours(7));
        var views = one.Get<ViewFollower>();

        // The follower settles by itself, too. Whoever is first publishes the end.
        await one.Get<DecisionPublisher>().SettleAsync(await views.ReadAsync(default), default);
        Assert.Equal(VerdictLevel.NotAssessed, (await VerdictAsync(one, "new")).Level);
        Assert.Empty((await LedgerAsync(one)).Provisional);
    }
}
