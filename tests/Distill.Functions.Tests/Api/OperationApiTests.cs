using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Operations are listed and shown, and a decision on one goes to each of its clusters, as one decision.</summary>
public sealed class OperationApiTests(AzuriteFixture azurite)
{
    private const string Id = "operation-0000000000aa";

    private static readonly Cluster[] s_clusters = [Part(1, "a", 12, Id), Part(2, "b", 9, Id), Part(3, "c", 8, "operation-0000000000bb")];

    [Fact]
    public async Task Operations_AreListedByThePage_AndEachShowsItsClustersAndTheirTies()
    {
        await using var instance = await StartAsync();

        var first = (await ApiCall.GetAsync(instance, "operations?limit=1")).Json;
        var next = first.GetProperty("next").GetString();
        var second = (await ApiCall.GetAsync(instance, $"operations?limit=1&after={next}")).Json;
        var one = (await ApiCall.GetAsync(instance, $"operations/{Id}?clusters_limit=1")).Json;
        var parts = one.GetProperty("parts");
        var rest = (await ApiCall.GetAsync(instance, $"operations/{Id}?clusters_after={parts.GetProperty("next")}")).Json;

        Assert.Equal(Id, next);
        Assert.Equal([(Id, 2, 21)], Summaries(first));
        Assert.Equal([("operation-0000000000bb", 1, 8)], Summaries(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(
            [Run.Id(1).ToString(), Run.Id(2).ToString()],
            parts.GetProperty("clusters").EnumerateArray().Concat(rest.GetProperty("parts").GetProperty("clusters").EnumerateArray()).Select(IdOf)
        );
        Assert.Equal("operation_means", one.GetProperty("ties")[0].GetProperty("signal").GetString());
        Assert.Equal(2, one.GetProperty("ties")[0].GetProperty("clusters").GetInt32());
        Assert.Equal("no_common_templates", one.GetProperty("against")[0].GetProperty("signal").GetString());
        Assert.Equal(Id, (await ApiCall.GetAsync(instance, $"clusters/{Run.Id(2)}")).Json.GetProperty("operation").GetString());
    }

    [Fact]
    public async Task ADecisionOnAnOperation_GoesToEachCluster_AndIsOneDecision()
    {
        await using var instance = await StartAsync();

        var made = await DecideAsync(instance, Body("ban_plan"));
        await using var other = new Instance(instance.Connection);
        var again = await DecideAsync(other, Body("ban_plan"));
        var reused = await DecideAsync(other, Body("confirm"));

        Assert.Equal((200, 200, made.Text), (made.Status, again.Status, again.Text));
        Assert.Equal((21, 2), (made.Json.GetProperty("accounts").GetArrayLength(), made.Json.GetProperty("clusters").GetInt32()));
        Assert.Equal((422, "idempotency_key_reused"), (reused.Status, reused.Code));
        Assert.Equal(
            ["confirmed block", "confirmed block", "suspect verify"],
            [await VerdictAsync(other, "a000"), await VerdictAsync(other, "b000"), await VerdictAsync(other, "c000")]
        );
        var listed = Assert.Single((await ApiCall.GetAsync(other, "decisions")).Json.GetProperty("decisions").EnumerateArray());
        Assert.Equal((Id, JsonValueKind.Null), (listed.GetProperty("operation").GetString(), listed.GetProperty("cluster").ValueKind));
        Assert.Equal((2, 21), (listed.GetProperty("clusters").GetInt32(), listed.GetProperty("accounts").GetInt32()));
        Assert.Single((await ApiCall.GetAsync(other, $"decisions?cluster={Run.Id(2)}&account=b003")).Json.GetProperty("decisions").EnumerateArray());
        Assert.Empty((await ApiCall.GetAsync(other, $"decisions?cluster={Run.Id(3)}")).Json.GetProperty("decisions").EnumerateArray());
        Assert.Single(
            await Stored.RowsAsync(instance.Connection, StateTable.Name),
            r => r.Row.RowKey.StartsWith("decision-", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("confirm", "confirmed", "confirmed block")]
    [InlineData("dismiss", "dismissed", "clear allow")]
    [InlineData("shadow", "open", "suspect allow")]
    public async Task EachDecision_TakesEffect_AndIsReopenedInOne(string decision, string state, string verdict)
    {
        await using var instance = await StartAsync();

        await DecideAsync(instance, Body(decision));

        Assert.Equal((state, verdict), (await StateAsync(instance), await VerdictAsync(instance, "b000")));
        Assert.Equal(200, (await DecideAsync(instance, Body(decision == "shadow" ? "unshadow" : "reopen"), "undo")).Status);
        Assert.Equal(("open", "suspect verify"), (await StateAsync(instance), await VerdictAsync(instance, "b000")));
    }

    [Theory]
    [InlineData("ban_plan", "confirmed block", "ban_planned")]
    [InlineData("confirm", "confirmed block", "confirmed")]
    public async Task ADecisionOnAnOperationThatDissolved_CanBeReadAndUndone(string decision, string verdict, string state)
    {
        await using var instance = await StartAsync();
        await DecideAsync(instance, Body(decision));
        await Run.SaveAsync(instance, Run.First.Next, s_clusters.SelectMany(c => c.Accounts).Select(a => Run.Verdict(a.Value)));
        await using var other = new Instance(instance.Connection);
        Assert.Equal(verdict, await VerdictAsync(other, "b000"));

        var listed = (await ApiCall.GetAsync(other, "decisions?in_force=true")).Json.GetProperty("decisions")[0];
        var shown = (await ApiCall.GetAsync(other, $"operations/{Id}")).Json;
        Assert.Equal([$"{Run.Id(1)}", $"{Run.Id(2)}"], listed.GetProperty("clusterIds").EnumerateArray().Select(c => $"{c}"));
        Assert.Equal(
            (state, true, 2),
            (await StateAsync(other), shown.GetProperty("dissolved").GetBoolean(), shown.GetProperty("clusters").GetInt32())
        );
        Assert.Equal("operation_means", shown.GetProperty("ties")[0].GetProperty("signal").GetString());

        Assert.Equal(200, (await DecideAsync(other, Body("shadow"), "shadow")).Status);
        Assert.Equal("confirmed allow", await VerdictAsync(other, "b000"));
        Assert.Equal(200, (await DecideAsync(other, Body("reopen"), "undo")).Status);
        Assert.Equal(("open", "clear allow"), (await StateAsync(other), await VerdictAsync(other, "a000")));
    }

    /// <summary>The first cluster stays, the second dissolves. The decision on the second holds, made on it or on the operation.</summary>
    [Theory]
    [InlineData("ban_plan", "ban_planned", true)]
    [InlineData("confirm", "confirmed", true)]
    [InlineData("ban_plan", "mixed", false)]
    public async Task ALaterDecisionOnAnOperation_ReachesItsClustersThatDissolved(string decision, string state, bool onOperation)
    {
        await using var instance = await StartAsync();
        await (onOperation ? DecideAsync(instance, Body(decision)) : ApiCall.PostAsync(instance, $"clusters/{Run.Id(2)}/decisions", Body(decision)));
        await Run.SaveAsync(
            instance,
            Run.First.Next,
            [.. Run.Verdicts(s_clusters[0]), .. s_clusters[1].Accounts.Select(a => Run.Verdict(a.Value))],
            s_clusters[0]
        );
        await using var other = new Instance(instance.Connection);

        var shown = (await ApiCall.GetAsync(other, $"operations/{Id}")).Json;
        Assert.Equal([(Id, 2, 21)], Summaries((await ApiCall.GetAsync(other, "operations")).Json));
        Assert.Equal((state, false), (shown.GetProperty("state").GetString(), shown.GetProperty("dissolved").GetBoolean()));
        Assert.Equal(
            [false, true],
            shown.GetProperty("parts").GetProperty("clusters").EnumerateArray().Select(c => c.GetProperty("dissolved").GetBoolean())
        );
        Assert.Equal("confirmed block", await VerdictAsync(other, "b000"));

        var shadow = (await DecideAsync(other, Body("shadow"), "shadow")).Json;
        Assert.Equal(2, shadow.GetProperty("clusters").GetInt32());
        Assert.Equal("confirmed allow", await VerdictAsync(other, "b000"));
        Assert.Equal(200, (await DecideAsync(other, Body("unshadow"), "unshadow")).Status);
        Assert.Equal(200, (await DecideAsync(other, Body("reopen"), "undo")).Status);

        Assert.Equal(["suspect verify", "clear allow"], [await VerdictAsync(other, "a000"), await VerdictAsync(other, "b000")]);
        Assert.Equal([(Id, 1, 12)], Summaries((await ApiCall.GetAsync(other, "operations")).Json));
        Assert.Equal(200, (await DecideAsync(other, Body("reopen"), "undo")).Status);
    }

    [Fact]
    public async Task AClusterThatAnotherOperationNowHas_IsDecidedThere()
    {
        await using var instance = await StartAsync();
        await DecideAsync(instance, Body("confirm"));
        var moved = s_clusters[1] with { Operation = s_clusters[2].Operation };
        await Run.SaveAsync(instance, Run.First.Next, s_clusters.SelectMany(Run.Verdicts), s_clusters[0], moved, s_clusters[2]);
        await using var other = new Instance(instance.Connection);

        Assert.Equal([(Id, 1, 12), ("operation-0000000000bb", 2, 17)], Summaries((await ApiCall.GetAsync(other, "operations")).Json));
    }

    [Fact]
    public async Task ALaterDecisionOnOneCluster_CountsThere()
    {
        await using var instance = await StartAsync();
        await DecideAsync(instance, Body("confirm"));

        await ApiCall.PostAsync(instance, $"clusters/{Run.Id(2)}/decisions", Body("dismiss"));

        Assert.Equal("mixed", await StateAsync(instance));
        Assert.Equal(["confirmed block", "clear allow"], [await VerdictAsync(instance, "a000"), await VerdictAsync(instance, "b000")]);
        var decisions = (await ApiCall.GetAsync(instance, $"clusters/{Run.Id(2)}")).Json.GetProperty("decisions").EnumerateArray().ToArray();
        Assert.Equal(["confirm", "dismiss"], decisions.Select(d => d.GetProperty("decision").GetString()));
        Assert.Equal([Id, null], decisions.Select(d => d.GetProperty("operation").GetString()));
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
            await Assert.ThrowsAsync<DiedException>(() => DecideAsync(dying, Body("confirm")));

            Assert.Equal(200, (await DecideAsync(instance, Body("confirm"))).Status);

            Assert.Equal(21, (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").GetArrayLength());
        }
    }

    [Fact]
    public async Task UnknownAndWrongIds_AreTold()
    {
        await using var instance = await StartAsync();

        Assert.Equal((404, "unknown_operation"), await StatusAsync(ApiCall.GetAsync(instance, "operations/operation-0000000000cc")));
        Assert.Equal((400, "bad_operation_id"), await StatusAsync(ApiCall.GetAsync(instance, "operations/operation-1")));
        Assert.Equal((400, "bad_after"), await StatusAsync(ApiCall.GetAsync(instance, "operations?after=hydra-000000000001")));
        Assert.Equal(
            (404, "unknown_operation"),
            await StatusAsync(ApiCall.PostAsync(instance, "operations/operation-0000000000cc/decisions", Body("confirm")))
        );
    }

    private async Task<Instance> StartAsync()
    {
        var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, s_clusters.SelectMany(Run.Verdicts), s_clusters);
        return instance;
    }

    private static Task<Answer> DecideAsync(Instance instance, object body, string key = "k") =>
        ApiCall.PostAsync(instance, $"operations/{Id}/decisions", body, ("Idempotency-Key", key));

    private static object Body(string decision) =>
        new
        {
            decision,
            by = "ana",
            why = "So.",
        };

    private static async Task<string?> StateAsync(Instance instance) =>
        (await ApiCall.GetAsync(instance, $"operations/{Id}")).Json.GetProperty("state").GetString();

    private static IEnumerable<(string?, int, int)> Summaries(JsonElement page) =>
        page.GetProperty("operations")
            .EnumerateArray()
            .Select(o => (IdOf(o), o.GetProperty("clusters").GetInt32(), o.GetProperty("accounts").GetInt32()));

    private static string? IdOf(JsonElement json) => json.GetProperty("id").GetString();

    private static Cluster Part(int number, string prefix, int accounts, string operation) =>
        Run.Cluster(number, accounts, prefix: prefix) with
        {
            Operation = new OperationPart
            {
                Id = OperationId.Parse(operation),
                FirstSeen = Some.Start,
                Ties = operation == Id ? [new Reason("operation_means", "They share cards.", 20)] : [],
                Against = operation == Id ? [new Reason("no_common_templates", "No framings.", 0)] : [],
            },
        };
}
