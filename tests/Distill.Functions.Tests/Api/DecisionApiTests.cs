using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Auth;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Auth;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

public sealed class DecisionApiTests(AzuriteFixture azurite)
{
    private static readonly Cluster s_cluster = Run.Cluster(1, 12);

    [Fact]
    public async Task Clusters_ArePagedInOrder()
    {
        await using var instance = new Instance(azurite.NewAccount());
        Assert.Empty((await ApiCall.GetAsync(instance, "clusters")).Json.GetProperty("clusters").EnumerateArray());
        await Run.SaveAsync(instance, Run.First, [], [.. Enumerable.Range(1, 5).Select(i => Run.Cluster(i, 8))]);

        var (ids, after) = (new List<string>(), "");
        for (string? next = ""; next is not null; after = $"&after={next}")
        {
            var page = (await ApiCall.GetAsync(instance, $"clusters?limit=2{after}")).Json;
            ids.AddRange(page.GetProperty("clusters").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(Enumerable.Range(1, 5).Select(i => Run.Id(i).ToString()), ids);
    }

    [Fact]
    public async Task ACluster_IsToldWithItsEvidence_AndItsMembersByThePage()
    {
        await using var instance = await StartAsync();

        var first = (await ApiCall.GetAsync(instance, $"clusters/{s_cluster.Id}?members_limit=7")).Json;
        var second = (
            await ApiCall.GetAsync(
                instance,
                $"clusters/{s_cluster.Id}?members_limit=7&members_after={first.GetProperty("members").GetProperty("next")}"
            )
        ).Json;

        Assert.Equal(
            s_cluster.Accounts.Select(a => a.Value),
            new[] { first, second }.SelectMany(p => p.GetProperty("members").GetProperty("accounts").EnumerateArray()).Select(a => a.GetString()!)
        );
        Assert.Equal(JsonValueKind.Null, second.GetProperty("members").GetProperty("next").ValueKind);
        Assert.Equal(
            (12, "suspect", "open"),
            (first.GetProperty("accounts").GetInt32(), first.GetProperty("level").GetString(), first.GetProperty("state").GetString())
        );
        Assert.Equal(10, first.GetProperty("evidence").GetProperty("timing")[0].GetProperty("weight").GetDouble());
        Assert.Equal(30, first.GetProperty("models").GetProperty("m-1").GetInt32());
        Assert.Equal("unknown_cluster", (await ApiCall.GetAsync(instance, $"clusters/{Run.Id(9)}")).Code);
        Assert.Equal("bad_cluster_id", (await ApiCall.GetAsync(instance, "clusters/hydra-1")).Code);
    }

    [Fact]
    public async Task AConfirmation_BlocksEveryMemberAtOnce_AndIsKept()
    {
        await using var instance = await StartAsync();
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
        Assert.Equal(s_cluster.Accounts.Select(a => $"{a} block"), changes.Select(c => $"{c.GetProperty("account")} {c.GetProperty("action")}"));

        // Another instance, and the next run, know it too.
        await using var other = new Instance(instance.Connection);
        await Run.SaveAsync(other, Run.First.Next, [Run.Verdict("m003", VerdictLevel.Suspect, 81, s_cluster.Id, Some.Start)], s_cluster);
        var cluster = (await ApiCall.GetAsync(other, $"clusters/{s_cluster.Id}")).Json;
        Assert.Equal("confirmed block", await VerdictAsync(other, "m003"));
        Assert.Equal(
            ("confirmed", "Invoices say so."),
            (cluster.GetProperty("state").GetString(), cluster.GetProperty("decisions")[0].GetProperty("why").GetString())
        );
    }

    [Fact]
    public async Task ABanPlan_NamesEveryMember()
    {
        await using var instance = await StartAsync();

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

        Assert.Equal(s_cluster.Accounts.Select(a => a.Value), plan.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()!));
        Assert.Equal("ban_planned", (await ApiCall.GetAsync(instance, $"clusters/{s_cluster.Id}")).Json.GetProperty("state").GetString());
        Assert.Equal("confirmed block", await VerdictAsync(instance, "m000"));
    }

    [Fact]
    public async Task ADismissedCluster_StaysAway_OnTheSameEvidence_UntilTheDismissalEnds()
    {
        await using var instance = await StartAsync();
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

        await Run.SaveAsync(instance, Run.First.Next, [], s_cluster with { LastSeen = Some.Start.AddHours(1), Calls = 80 });
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("clear allow", await VerdictAsync(instance, "m003"));

        // It ends: whoever follows the changes hears of it.
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
        await using var instance = await StartAsync();
        await DecideAsync(
            instance,
            new
            {
                decision = "dismiss",
                by = "ana",
                why = "A class.",
            }
        );
        var more = new Dictionary<string, IReadOnlyList<Reason>>(s_cluster.Evidence)
        {
            ["infrastructure"] = [new Reason("shared_card", "One card.", 30)],
        };

        await Run.SaveAsync(instance, Run.First.Next, [], s_cluster with { Evidence = more });
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
        await Run.SaveAsync(instance, Run.First.Next.Next, [], s_cluster);
        await instance.Get<ViewFollower>().ReadAsync(default);

        var cluster = (await ApiCall.GetAsync(instance, $"clusters/{s_cluster.Id}")).Json;
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
        await using var instance = await StartAsync();
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

    [Fact]
    public async Task AnOverride_WinsUntilItEnds_AlsoForAnAccountNeverSeen()
    {
        await using var instance = await StartAsync();
        await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            }
        );

        await OverrideAsync(
            instance,
            "m003",
            new
            {
                action = "allow",
                why = "Ours.",
                expires = instance.Time.GetUtcNow().AddHours(2),
            }
        );
        await OverrideAsync(
            instance,
            "new%2F1",
            new
            {
                action = "block",
                why = "Known.",
                by = "bo",
                expires = instance.Time.GetUtcNow().AddHours(2),
            }
        );

        Assert.Equal("suspect allow", await VerdictAsync(instance, "m003"));
        Assert.Equal("not_assessed block", await VerdictAsync(instance, "new%2F1"));
        Assert.Contains(
            "Blocked by hand by bo until 2026-05-01 02:00 UTC: Known.",
            (await ApiCall.GetAsync(instance, "verdicts/new%2F1")).Text,
            StringComparison.Ordinal
        );
        await using var other = new Instance(instance.Connection);
        Assert.Equal("not_assessed block", await VerdictAsync(other, "new%2F1"));
        await other.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("not_assessed block", await VerdictAsync(other, "new%2F1"));

        // A run settles what has ended as well.
        await instance.CorrelateAsync();
        await instance.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("confirmed block", await VerdictAsync(instance, "m003"));
        Assert.Equal("not_assessed allow", await VerdictAsync(instance, "new%2F1"));
    }

    [Fact]
    public async Task NobodyMayKeepAVerdict_LongerThanItStands()
    {
        await using var instance = await StartAsync();
        await OverrideAsync(
            instance,
            "m003",
            new
            {
                action = "allow",
                why = "Ours.",
                expires = instance.Time.GetUtcNow().AddSeconds(4),
            }
        );

        Assert.Equal("private, max-age=4", (await ApiCall.GetAsync(instance, "verdicts/m003")).Headers.CacheControl);
    }

    [Fact]
    public async Task ARequestSentAgainUnderItsKey_TakesEffectOnce()
    {
        await using var instance = await StartAsync();
        var body = new
        {
            decision = "dismiss",
            by = "ana",
            why = "A class.",
        };

        var first = await DecideAsync(instance, body, ("Idempotency-Key", "k-1"));
        instance.Time.Advance(TimeSpan.FromMinutes(1));
        await using var other = new Instance(instance.Connection);
        var again = await DecideAsync(other, body, ("Idempotency-Key", "k-1"));
        var reused = await DecideAsync(
            other,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "A class.",
            },
            ("Idempotency-Key", "k-1")
        );
        var set = await OverrideAsync(other, "m003", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));
        var setAgain = await OverrideAsync(instance, "m003", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));
        var setReused = await OverrideAsync(instance, "m004", new { action = "allow", why = "Ours." }, ("Idempotency-Key", "k-1"));

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((422, "idempotency_key_reused"), (reused.Status, reused.Code));
        Assert.Equal(set.Text, setAgain.Text);
        Assert.Equal(422, setReused.Status);
        Assert.Equal(
            2,
            (await Stored.RowsAsync(instance.Connection, StateTable.Name)).Count(r => r.Row.RowKey.StartsWith("decision-", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADecisionWhoseWriterDies_CanBeSentAgain(bool afterwards)
    {
        for (var at = 1; at <= 2; at++)
        {
            await using var instance = await StartAsync();
            var cursor = await CaughtUpAsync(instance);
            await using var dying = new Instance(instance.Connection, new Faults(at, afterwards));
            var body = new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            };
            await Assert.ThrowsAsync<DiedException>(() => DecideAsync(dying, body, ("Idempotency-Key", "k")));

            Assert.Equal(200, (await DecideAsync(instance, body, ("Idempotency-Key", "k"))).Status);

            Assert.Equal(12, (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").GetArrayLength());
        }
    }

    [Fact]
    public async Task ManyDecidingAtOnce_AllTakeEffect()
    {
        await using var instance = await StartAsync(new() { ["Distill:Verdicts:PublishAttempts"] = "50" });
        await using var other = new Instance(instance.Connection, settings: new() { ["Distill:Verdicts:PublishAttempts"] = "50" });
        var cursor = await CaughtUpAsync(instance);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => OverrideAsync(i % 2 == 0 ? instance : other, $"m{i:d3}", new { action = "block", why = "All." }))
        );

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        await instance.Get<ViewFollower>().ReadAsync(default);
        var changes = (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").EnumerateArray();
        Assert.Equal(s_cluster.Accounts.Select(a => a.Value), changes.Select(c => c.GetProperty("account").GetString()!).Order());
    }

    /// <summary>Each of its attempts finds that somebody else was faster: the caller is told, and nothing was decided.</summary>
    [Fact]
    public async Task WhoIsNeverFastEnough_IsToldToSendAgain()
    {
        await using var first = await StartAsync();
        var overtaken = new Overtaken(() => OverrideAsync(first, "other", new { action = "block", why = "So." }));
        await using var instance = new Instance(first.Connection, overtaken, new() { ["Distill:Verdicts:PublishAttempts"] = "2" });

        var decided = await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "ana",
                why = "So.",
            }
        );

        Assert.Equal((409, "busy"), (decided.Status, decided.Code));
        Assert.Equal(2, overtaken.Times);
        Assert.Equal("suspect verify", await VerdictAsync(first, "m003"));
    }

    [Fact]
    public async Task WithEntraId_TheCallerIsWhoDecides()
    {
        await using var instance = await StartAsync(new() { ["Distill:Auth:Entra"] = "true" });

        var decided = await DecideAsync(
            instance,
            new
            {
                decision = "confirm",
                by = "somebody else",
                why = "So.",
            },
            (ClientPrincipal.Header, AccessTests.Principal("Distill.Decide"))
        );

        Assert.Equal("app-1", decided.Json.GetProperty("by").GetString());
    }

    public static TheoryData<string, string> BadDecisions =>
        new()
        {
            { "", "bad_body" },
            { """{"decision":"confirm","by":"ana","why":"x","because":"y"}""", "bad_body" },
            { """{"decision":"ban","by":"ana","why":"x"}""", "bad_decision" },
            { """{"by":"ana","why":"x"}""", "bad_decision" },
            { """{"decision":"confirm","why":"x"}""", "bad_decision" },
            { """{"decision":"confirm","by":"a\nb","why":"x"}""", "bad_decision" },
            { """{"decision":"confirm","by":"ana","why":""}""", "bad_decision" },
            { $$"""{"decision":"confirm","by":"ana","why":"{{new string('x', 2001)}}"}""", "bad_decision" },
            { """{"decision":"confirm","by":"ana","why":"x","expires":"2026-04-30T00:00:00Z"}""", "bad_decision" },
            { """{"decision":"confirm","by":"ana","why":"x","expires":"2028-04-30T00:00:00Z"}""", "bad_decision" },
            { """{"decision":"confirm","by":"ana","why":"x","expires":"soon"}""", "bad_body" },
            { new string(' ', 70_000), "body_too_large" },
        };

    [Theory]
    [MemberData(nameof(BadDecisions))]
    public async Task ADecisionOutOfItsLimits_IsAProblem(string body, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        Assert.Equal(code, (await ApiCall.PostAsync(instance, $"clusters/{s_cluster.Id}/decisions", body)).Code);
        var set = body.Replace("decision", "action", StringComparison.Ordinal).Replace("confirm", "allow", StringComparison.Ordinal);
        if (set.Contains("by", StringComparison.Ordinal) || code != "bad_decision" || !set.Contains("allow", StringComparison.Ordinal))
        {
            Assert.Equal(
                code.Replace("decision", "override", StringComparison.Ordinal),
                (await ApiCall.PostAsync(instance, "accounts/a/overrides", set)).Code
            );
        }
    }

    [Fact]
    public async Task AKeyThatIsNone_AndAClusterThatIsNot_AreProblems()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var body = new
        {
            decision = "confirm",
            by = "ana",
            why = "So.",
        };

        Assert.Equal("bad_idempotency_key", (await DecideAsync(instance, body, ("Idempotency-Key", new string('k', 201)))).Code);
        Assert.Equal(
            "bad_idempotency_key",
            (await OverrideAsync(instance, "a", new { action = "allow", why = "x" }, ("Idempotency-Key", "a b"))).Code
        );
        Assert.Equal((404, "unknown_cluster"), await StatusAsync(DecideAsync(instance, body)));
        Assert.Equal((400, "bad_cluster_id"), await StatusAsync(ApiCall.PostAsync(instance, "clusters/x/decisions", body)));
        Assert.Equal((400, "bad_account_id"), await StatusAsync(OverrideAsync(instance, new string('a', 257), new { action = "allow", why = "x" })));
    }

    /// <summary>Lets somebody else publish before each of its commits.</summary>
    private sealed class Overtaken(Func<Task> publish) : HttpPipelinePolicy
    {
        public int Times { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Content is { } content)
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, default);
                if (System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains("/state(", StringComparison.Ordinal))
                {
                    Times++;
                    await publish();
                }
            }

            await ProcessNextAsync(message, pipeline);
        }
    }

    private async Task<Instance> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var instance = new Instance(azurite.NewAccount(), settings: settings);
        await Run.SaveAsync(instance, Run.First, [.. Run.Verdicts(s_cluster), Run.Verdict("other")], s_cluster);
        return instance;
    }

    private static async Task<string> CaughtUpAsync(Instance instance) =>
        (await ApiCall.GetAsync(instance, "verdicts/changes")).Json.GetProperty("cursor").GetString()!;

    private static Task<Answer> DecideAsync(Instance instance, object body, params (string, string)[] headers) =>
        ApiCall.PostAsync(instance, $"clusters/{s_cluster.Id}/decisions", body, headers);

    private static Task<Answer> OverrideAsync(Instance instance, string account, object body, params (string, string)[] headers) =>
        ApiCall.PostAsync(instance, $"accounts/{account}/overrides", body, headers);

    private static async Task<string> VerdictAsync(Instance instance, string account)
    {
        await instance.Get<ViewFollower>().ReadAsync(default);
        var verdict = (await ApiCall.GetAsync(instance, $"verdicts/{account}")).Json;
        return $"{verdict.GetProperty("level")} {verdict.GetProperty("action")}";
    }

    private static async Task<(int, string?)> StatusAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);
}
