using System.Net;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>The pages of operations, and decisions on them.</summary>
public sealed class OperationPageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    private static readonly OperationId s_two = OperationId.Parse("operation-0000000000aa");

    private static readonly Cluster[] s_clusters =
    [
        ConsoleOperations.Joined(Run.Cluster(1, 12, prefix: "a"), s_two),
        ConsoleOperations.Joined(Run.Cluster(2, 9, prefix: "b"), s_two),
        Run.Cluster(3, 8, prefix: "c"),
    ];

    [Theory]
    [InlineData("", "operation-5b1f0c7d2a90 operation-0000000000bb operation-0000000000cc")]
    [InlineData("?clusters=1&size=", "operation-5b1f0c7d2a90 operation-0000000000bb operation-0000000000cc operation-0000000000dd")]
    [InlineData("?clusters=3", "operation-5b1f0c7d2a90")]
    [InlineData("?level=confirmed", "operation-5b1f0c7d2a90")]
    [InlineData("?reseller=northgate&state=any", "operation-5b1f0c7d2a90")]
    [InlineData("?model=%3D1%2B1", "operation-0000000000bb")]
    [InlineData("?size=20&order=Largest", "operation-5b1f0c7d2a90 operation-0000000000bb")]
    [InlineData("?state=confirmed", "")]
    public async Task Queue_BeginsWithWhatTookTheMost_AndIsFiltered(string query, string expected)
    {
        var page = await console.Client.GetStringAsync($"/console/operations{query}");

        Assert.Equal(expected, string.Join(' ', page.Split("<th scope=\"row\">").Skip(1).Select(row => row.Split("/console/operations/")[1][..22])));
    }

    [Fact]
    public async Task Operation_SaysWhatTiesItsClusters_AndLeadsToThemAndBack()
    {
        var page = WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/operations/{ConsoleOperations.Large}"));
        var cluster = WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/clusters/{ConsoleCase.Campaign.Id}"));
        var alone = await console.Client.GetStringAsync("/console/operations/operation-0000000000dd");

        foreach (
            var part in new[]
            {
                "3 clusters with 266 accounts are most likely one operator's: they took their accounts from one stock and have the same cards",
                "250 times an account of it and one of the others were opened in the same hour",
                "Unrelated customers use 3 of the common framings too; these count for nothing.",
                "An operation makes nobody suspect",
                $"href=\"/console/clusters/{ConsoleCase.Campaign.Id}\"",
                $"href=\"/console/clusters/{Run.Id(104)}\"",
                $"href=\"/console/operations/{ConsoleOperations.Large}/decide?decision=BanPlan\"",
            }
        )
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.Contains($"href=\"/console/operations/{ConsoleOperations.Large}\"", cluster, StringComparison.Ordinal);
        Assert.Contains("tied to 2 other clusters", await console.Client.GetStringAsync("/console"), StringComparison.Ordinal);
        Assert.Contains("One stock, weight 41.3", cluster, StringComparison.Ordinal);
        Assert.Contains("Nothing ties it to another one.", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("One stock", await console.Client.GetStringAsync($"/console/clusters/{Run.Id(115)}"), StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"/console/operations/{ConsoleOperations.Large}\"",
            await console.Client.GetStringAsync("/console/search?q=OPERATION-5b1f"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Confirm", "confirmed block", "confirmed")]
    [InlineData("Dismiss", "clear allow", "dismissed")]
    [InlineData("BanPlan", "confirmed block", "ban_planned")]
    [InlineData("Shadow", "suspect allow", "open")]
    public async Task ADecision_IsWhatTheApiThenSays_OfEachCluster(string kind, string verdict, string state)
    {
        await using var instance = await StartAsync();
        await using var server = await ConsoleServer.StartAsync(instance);
        var cursor = await CaughtUpAsync(instance);
        var form = await server.Client.GetStringAsync($"/console/operations/{s_two}/decide?decision={kind}");

        using var sent = await ConsoleForm.SendAsync(server, $"/console/operations/{s_two}/decide", form, ("by", "ana"), ("why", "One bill."));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("<caption>21 accounts change at once</caption>", form, StringComparison.Ordinal);
        Assert.Contains("Done:", await server.Client.GetStringAsync(sent.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(
            [verdict, verdict, "suspect verify"],
            [await VerdictAsync(instance, "a000"), await VerdictAsync(instance, "b008"), await VerdictAsync(instance, "c000")]
        );
        Assert.Equal(state, (await ApiCall.GetAsync(instance, $"operations/{s_two}")).Json.GetProperty("state").GetString());
        Assert.Equal(21, (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")).Json.GetProperty("verdicts").GetArrayLength());
        Assert.Matches(
            $"<code class=\"id\">{s_two}</code></a>\\s*<span class=\"quiet\">\\s*21 accounts",
            await server.Client.GetStringAsync("/console/decisions")
        );
    }

    /// <summary>What two people decide at once is not undone unseen: who comes second looks again.</summary>
    [Theory]
    [InlineData("operations", "clusters")]
    [InlineData("clusters", "operations")]
    [InlineData("clusters", "clusters")]
    public async Task WhoDecidesSecond_IsShownWhatWasDecidedFirst(string first, string second)
    {
        await using var instance = await StartAsync();
        await using var server = await ConsoleServer.StartAsync(instance);
        var (ofFirst, ofSecond) = (Decide(first), Decide(second));
        var anas = await server.Client.GetStringAsync($"{ofFirst}?decision=Confirm");
        var bens = await server.Client.GetStringAsync($"{ofSecond}?decision=Dismiss");

        using var anaSent = await ConsoleForm.SendAsync(server, ofFirst, anas, ("by", "ana"), ("why", "x"));
        using var benSent = await ConsoleForm.SendAsync(server, ofSecond, bens, ("by", "ben"), ("why", "A class."));
        using var anaAgain = await ConsoleForm.SendAsync(server, ofFirst, anas, ("by", "ana"), ("why", "x"));
        var told = await benSent.Content.ReadAsStringAsync();

        Assert.Equal([303, 409, 303], [(int)anaSent.StatusCode, (int)benSent.StatusCode, (int)anaAgain.StatusCode]);
        Assert.Equal("confirmed block", await VerdictAsync(instance, "a000"));
        Assert.Contains("This ends for good what ana decided: Confirm.", told, StringComparison.Ordinal);
        Assert.Contains("A class.</textarea>", told, StringComparison.Ordinal);

        using var benAgain = await ConsoleForm.SendAsync(server, ofSecond, told, ("by", "ben"), ("why", "A class."));
        Assert.Equal(HttpStatusCode.SeeOther, benAgain.StatusCode);
        Assert.Equal("clear allow", await VerdictAsync(instance, "a000"));
    }

    [Fact]
    public async Task AMemberWhoJoinedMeanwhile_IsNotDecidedOnUnseen()
    {
        await using var instance = await StartAsync();
        await using var server = await ConsoleServer.StartAsync(instance);
        var decide = Decide("clusters");
        var form = await server.Client.GetStringAsync($"{decide}?decision=BanPlan");
        var grown = s_clusters[0] with { Accounts = [.. s_clusters[0].Accounts, Some.Account("a999")] };
        await Run.SaveAsync(instance, Run.First.Next, Run.Verdicts(grown), [grown, .. s_clusters[1..]]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        using var sent = await ConsoleForm.SendAsync(server, decide, form, ("by", "ana"), ("why", "x"));

        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Contains("13 accounts change at once", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "a000"));
    }

    [Theory]
    [InlineData("operations/operation-000000000999")]
    [InlineData("operations/operation-000000000999/decide?decision=Confirm")]
    [InlineData("operations/hydra-000000000001")]
    [InlineData("clusters/operation-0000000000aa/decide?decision=Confirm")]
    public async Task AnOperationThatIsNone_IsNotFound(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await console.Client.GetAsync($"/console/{path}")).StatusCode);
    }

    private static string Decide(string kind) => $"/console/{kind}/{(kind == "operations" ? s_two : Run.Id(1))}/decide";

    private async Task<Instance> StartAsync()
    {
        var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, s_clusters.SelectMany(Run.Verdicts), s_clusters);
        return instance;
    }
}
