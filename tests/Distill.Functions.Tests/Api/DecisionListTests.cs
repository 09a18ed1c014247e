using System.Globalization;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Decisions outlive their clusters, can be undone, and can be found.</summary>
public sealed class DecisionListTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("confirm", "reopen", "clear allow")]
    [InlineData("ban_plan", "reopen", "clear allow")]
    [InlineData("confirm", "dismiss", "clear allow")]
    [InlineData("ban_plan", "confirm", "confirmed block")]
    public async Task DecisionOnAClusterThatDissolved_CanBeReadAndUndone(string first, string then, string verdict)
    {
        await using var instance = await StartAsync(azurite);
        Assert.Equal(200, (await DecideAsync(instance, Body(first))).Status);
        await Run.SaveAsync(instance, Run.First.Next, TheCluster.Accounts.Select(a => Run.Verdict(a.Value)));
        await using var other = new Instance(instance.Connection);
        Assert.Equal("confirmed block", await VerdictAsync(other, "m003"));

        var cluster = await ApiCall.GetAsync(other, $"clusters/{TheCluster.Id}?members_limit=5");
        Assert.Equal(200, cluster.Status);
        Assert.True(cluster.Json.GetProperty("dissolved").GetBoolean());
        Assert.Equal(12, cluster.Json.GetProperty("accounts").GetInt32());
        Assert.Equal(2, cluster.Json.GetProperty("evidence").EnumerateObject().Count());
        Assert.Equal(200, (await DecideAsync(other, Body(then))).Status);

        Assert.Equal(verdict, await VerdictAsync(other, "m003"));
        Assert.Equal(verdict, await VerdictAsync(instance, "m003"));
        Assert.Equal(200, (await ApiCall.GetAsync(other, $"clusters/{TheCluster.Id}")).Status);
    }

    [Fact]
    public async Task EveryoneBlockedByHand_IsFound()
    {
        await using var instance = await StartAsync(azurite);
        foreach (var account in new[] { "x1", "x2", "x3" })
        {
            Assert.Equal(200, (await OverrideAsync(instance, account, new { action = "block", why = "Known." })).Status);
        }

        await OverrideAsync(instance, "x2", new { action = "lift", why = "Not them." });
        await OverrideAsync(instance, "x4", new { action = "allow", why = "Ours." });
        await DecideAsync(instance, Body("confirm"));
        await DecideAsync(instance, Body("ban_plan"));

        Assert.Equal(["x1", "x3"], await AccountsAsync(instance, "overrides?action=block&in_force=true"));
        Assert.Equal(["x1", "x2", "x3", "x2", "x4"], await AccountsAsync(instance, "overrides"));
        Assert.Equal(["x2", "x2"], await AccountsAsync(instance, "overrides?account=x2"));
        Assert.Equal(["x2"], await AccountsAsync(instance, "overrides?in_force=false&action=block"));
        var plans = (await ApiCall.GetAsync(instance, "decisions?in_force=true&account=m003")).Json.GetProperty("decisions");
        Assert.Equal(("ban_plan", 12), (plans[0].GetProperty("decision").GetString(), plans[0].GetProperty("accounts").GetInt32()));
        Assert.Equal(1, plans.GetArrayLength());
        foreach (
            var (query, count) in new[]
            {
                ("", 2),
                ($"?cluster={TheCluster.Id}", 2),
                ("?decision=confirm", 1),
                ("?account=x1", 0),
                ("?cluster=" + Run.Id(9), 0),
            }
        )
        {
            Assert.Equal(count, (await ApiCall.GetAsync(instance, "decisions" + query)).Json.GetProperty("decisions").GetArrayLength());
        }
    }

    [Fact]
    public async Task Pages_HoldEachOverrideOnce()
    {
        await using var instance = await StartAsync(azurite);
        for (var i = 0; i < 5; i++)
        {
            await OverrideAsync(instance, $"x{i}", new { action = "block", why = "Known." });
        }

        var (found, next) = (new List<string?>(), (long?)0);
        while (next is { } after)
        {
            var page = (await ApiCall.GetAsync(instance, $"overrides?limit=2&after={after.ToString(CultureInfo.InvariantCulture)}")).Json;
            found.AddRange(page.GetProperty("overrides").EnumerateArray().Select(o => o.GetProperty("account").GetString()));
            next = page.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        Assert.Equal(["x0", "x1", "x2", "x3", "x4"], found);
    }

    [Fact]
    public async Task RequestSentAgainAfterItsEnd_GetsItsFirstAnswer()
    {
        await using var instance = await StartAsync(azurite);
        var expires = instance.Time.GetUtcNow().AddHours(1);
        var (decision, block) = (
            new
            {
                decision = "dismiss",
                by = "ana",
                why = "A class.",
                expires,
            },
            new
            {
                action = "block",
                why = "Known.",
                expires,
            }
        );
        var decided = await DecideAsync(instance, decision, ("Idempotency-Key", "k"));
        var set = await OverrideAsync(instance, "x", block, ("Idempotency-Key", "k"));

        instance.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal((200, decided.Text), await AgainAsync(DecideAsync(instance, decision, ("Idempotency-Key", "k"))));
        Assert.Equal((200, set.Text), await AgainAsync(OverrideAsync(instance, "x", block, ("Idempotency-Key", "k"))));
        Assert.Equal((400, "bad_decision"), await StatusAsync(DecideAsync(instance, decision, ("Idempotency-Key", "other"))));
        Assert.Equal((400, "bad_override"), await StatusAsync(OverrideAsync(instance, "x", block)));
    }

    [Theory]
    [InlineData("2026-05-20T00:00:00", 400)]
    [InlineData("2026-05-20", 400)]
    [InlineData("2026-05-20T00:00:00Z", 200)]
    [InlineData("2026-05-20T00:00:00.5+02:00", 200)]
    [InlineData("2026-05-20T00:00:00-09:30", 200)]
    public async Task Expires_NamesItsZone(string expires, int status)
    {
        await using var instance = await StartAsync(azurite);

        Assert.Equal(
            status,
            (
                await OverrideAsync(
                    instance,
                    "x",
                    new
                    {
                        action = "block",
                        why = "Known.",
                        expires,
                    }
                )
            ).Status
        );
    }

    [Theory]
    [InlineData("", "ana")]
    [InlineData("   ", "ana")]
    [InlineData("\n\t", "ana")]
    [InlineData("\u200b\u2060", "ana")]
    [InlineData("Known.", " ")]
    [InlineData("Known.", "\u200d")]
    public async Task WhatSaysNothing_IsRefused(string why, string by)
    {
        await using var instance = await StartAsync(azurite);

        Assert.Equal(
            (400, "bad_decision"),
            await StatusAsync(
                DecideAsync(
                    instance,
                    new
                    {
                        decision = "confirm",
                        by,
                        why,
                    }
                )
            )
        );
        Assert.Equal(
            (400, "bad_override"),
            await StatusAsync(
                OverrideAsync(
                    instance,
                    "x",
                    new
                    {
                        action = "block",
                        by,
                        why,
                    }
                )
            )
        );
    }

    private static object Body(string decision) =>
        new
        {
            decision,
            by = "ana",
            why = "So.",
        };

    private static async Task<(int, string)> AgainAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Text);

    private static async Task<IEnumerable<string?>> AccountsAsync(Instance instance, string path) =>
        (await ApiCall.GetAsync(instance, path)).Json.GetProperty("overrides").EnumerateArray().Select(o => o.GetProperty("account").GetString());
}
