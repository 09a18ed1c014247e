using Distill.Functions.Auth;
using Distill.Functions.Tests.Auth;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Who decides is known, and a bad request is a problem.</summary>
public sealed class DecisionProblemTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task WithEntraId_TheCallerIsWhoDecides()
    {
        await using var instance = await StartAsync(azurite, new() { ["Distill:Auth:Entra"] = "true" });

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
            { """{"decision":"confirm","by":" ","why":"x"}""", "bad_decision" },
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

        Assert.Equal(code, (await ApiCall.PostAsync(instance, $"clusters/{TheCluster.Id}/decisions", body)).Code);
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
}
