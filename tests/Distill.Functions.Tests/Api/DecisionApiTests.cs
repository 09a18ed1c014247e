using Azure.Core;
using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Decisions on a cluster change its members' verdicts at once.</summary>
public sealed class DecisionApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AConfirmation_BlocksEveryMemberAtOnce_AndIsKept()
    {
        await using var instance = await StartAsync(azurite);
        var cursor = await CaughtUpAsync(instance);

        var decided = await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "Invoices say so.",
            }
        );

        Assert.Equal(
            (200, "confirm", "ana"),
            (decided.Status, decided.Json.GetProperty("decision").GetString(), decided.Json.GetProperty("by").GetString())
        );
        Assert.Equal("confirmed block", await VerdictAsync(instance, "m003"));
        Assert.Equal("clear allow", await VerdictAsync(instance, "other"));
        var changes = (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").EnumerateArray().ToArray();
        Assert.Equal(TheCluster.Accounts.Select(a => $"{a} block"), changes.Select(c => $"{c.GetProperty("account")} {c.GetProperty("action")}"));

        // Another instance and the next run know it too.
        await using var other = new Instance(instance.Connection);
        await Run.SaveAsync(other, Run.First.Next, [Run.Verdict("m003", VerdictLevel.Suspect, 81, TheCluster.Id, Some.Start)], TheCluster);
        var cluster = (await ApiCall.GetAsync(other, $"clusters/{TheCluster.Id}")).Json;
        Assert.Equal("confirmed block", await VerdictAsync(other, "m003"));
        Assert.Equal(
            ("confirmed", "Invoices say so."),
            (cluster.GetProperty("state").GetString(), cluster.GetProperty("decisions")[0].GetProperty("why").GetString())
        );
    }

    [Fact]
    public async Task ABanPlan_NamesEveryMember()
    {
        await using var instance = await StartAsync(azurite);

        var plan = (
            await DecideAsync(
                instance,
                new
                {
                    decision = "ban_plan",
                    by = "ana",
                    why = "All at once.",
                }
            )
        ).Json;

        Assert.Equal(TheCluster.Accounts.Select(a => a.Value), plan.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()!));
        Assert.Equal("ban_planned", (await ApiCall.GetAsync(instance, $"clusters/{TheCluster.Id}")).Json.GetProperty("state").GetString());
        Assert.Equal("confirmed block", await VerdictAsync(instance, "m000"));
    }

    [Fact]
    public async Task ADismissedCluster_StaysAway_OnTheSameEvidence_UntilTheDismissalEnds()
    {
        await using var instance = await StartAsync(azurite);
        var cursor = await CaughtUpAsync(instance);
        await DecideAsync(
            instance,
            new
            {
                decision = "dismiss",
                by = "ana",
                why = "A class.",
                expires = instance.Time.GetUtcNow().AddDays(1),
            }
        );
        Assert.Equal("clear allow", await VerdictAsync(instance, "m003"));

        await Run.SaveAsync(instance, Run.First.Next, [], TheCluster with { LastSeen = Some.Start.AddHours(1), Calls = 80 });
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("clear allow", await VerdictAsync(instance, "m003"));

        // It ends, and readers of the changes hear of it.
        instance.Time.Advance(TimeSpan.FromDays(1));
        await instance.Get<DecisionPublisher>().SettleAsync(await instance.Get<ViewFollower>().ReadAsync(default), default);
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
        var heard = (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}"))
            .Json.GetProperty("verdicts")
            .EnumerateArray()
            .Where(v => v.GetProperty("account").GetString() == "m003")
            .Select(v => $"{v.GetProperty("level")} {v.GetProperty("expires")}");
        Assert.Equal(["clear 2026-05-02T00:00:00Z", "suspect "], heard);
    }

    [Fact]
    public async Task ADismissedCluster_ComesBackOnMateriallyMoreEvidence_OnceAndForAll()
    {
        await using var instance = await StartAsync(azurite);
        await DecideAsync(
            instance,
            new
            {
                decision = "dismiss",
                by = "ana",
                why = "A class.",
            }
        );
        var more = new Dictionary<string, IReadOnlyList<Reason>>(TheCluster.Evidence)
        {
            ["infrastructure"] = [new Reason("shared_card", "One card.", 30)],
        };

        await Run.SaveAsync(instance, Run.First.Next, [], TheCluster with { Evidence = more });
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
        await Run.SaveAsync(instance, Run.First.Next.Next, [], TheCluster);
        await instance.Get<ViewFollower>().ReadAsync(default);

        var cluster = (await ApiCall.GetAsync(instance, $"clusters/{TheCluster.Id}")).Json;
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
        Assert.Equal(
            ["dismiss ana", "reopen the correlation"],
            cluster.GetProperty("decisions").EnumerateArray().Select(d => $"{d.GetProperty("decision")} {d.GetProperty("by")}")
        );
        Assert.Contains(
            "another family, infrastructure",
            cluster.GetProperty("decisions")[1].GetProperty("why").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AClusterInShadow_IsJudgedAndNotActedUpon()
    {
        await using var instance = await StartAsync(azurite);
        await DecideAsync(
            instance,
            new
            {
                decision = "shadow",
                by = "ana",
                why = "First look.",
            }
        );

        var verdict = (await ApiCall.GetAsync(instance, "verdicts/m003")).Json;
        Assert.Equal("suspect allow True", $"{verdict.GetProperty("level")} {verdict.GetProperty("action")} {verdict.GetProperty("simulated")}");
        Assert.True((await ApiCall.GetAsync(instance, "clusters")).Json.GetProperty("clusters")[0].GetProperty("simulated").GetBoolean());

        await DecideAsync(
            instance,
            new
            {
                decision = "unshadow",
                by = "ana",
                why = "Looked.",
            }
        );
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
    }
}
