using System.Net;
using Distill.Core.Backtests;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>The page on which other thresholds are tried, and what a run stores for it.</summary>
public sealed class BacktestPageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    [Fact]
    public async Task Page_SaysWhatWouldBeGainedAndLost_AndPublishesNothing()
    {
        var before = await Stored.LinesAsync(console.Instance.Connection, "state");

        var own = await TextAsync(console.Client, "");
        var higher = await TextAsync(console.Client, "?suspect=26&confirmed=30");
        var lower = await TextAsync(console.Client, "?evidence=6&suspect=15");

        Assert.Contains("The same accounts would be flagged.", own, StringComparison.Ordinal);
        Assert.Contains("335 accounts in 41 groups would no longer be flagged.", higher, StringComparison.Ordinal);
        Assert.Contains("239 accounts in 23 groups would be flagged from now on.", lower, StringComparison.Ordinal);
        Assert.Contains("A group with <a class=\"account\" href=\"/console/account?id=%3Cscript%3E", lower, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", WebUtility.HtmlEncode(lower), StringComparison.Ordinal);
        Assert.Contains($"{ConsoleCase.Nasty.Id}", higher, StringComparison.Ordinal);
        Assert.Equal(before, await Stored.LinesAsync(console.Instance.Connection, "state"));
    }

    [Theory]
    [InlineData("?suspect=x")]
    [InlineData("?suspect=0")]
    [InlineData("?suspect=101")]
    [InlineData("?suspect=1e1")]
    [InlineData("?suspect=-5")]
    [InlineData("?suspect=NaN")]
    [InlineData("?suspect=30&confirmed=25")]
    [InlineData("?accounts=8.5")]
    [InlineData("?accounts=99999999999999999999")]
    public async Task ThresholdsThatNoRunTakes_AreRefused(string query)
    {
        using var answer = await console.Client.GetAsync($"/console/thresholds{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task BeforeTheFirstRun_ThePageSaysSo()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);

        Assert.Contains("No run has kept its evidence yet.", await TextAsync(server.Client, ""), StringComparison.Ordinal);
    }

    /// <summary>A smaller run over a larger one: nothing of the larger one is read.</summary>
    [Fact]
    public async Task TheLastRun_IsReadAsItWasWritten()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var table = instance.Get<RunWeightsTable>();
        var large = ConsoleRun.Weights(Run.First, Enumerable.Range(1, 2_500).Select(i => Run.Cluster(i, 8, prefix: $"s{i}-"))) with
        {
            LeftOut = 11.5,
        };
        var small = ConsoleRun.Weights(Run.First.Next, [ConsoleCase.Campaign]);

        await table.SaveAsync(large, default);
        AssertSame(large, await table.ReadAsync(default));
        await table.SaveAsync(small, default);
        AssertSame(small, await table.ReadAsync(default));

        // A run that is late comes after a newer one.
        await table.SaveAsync(large, default);
        AssertSame(small, await table.ReadAsync(default));
        await table.DeleteBeforeAsync(Run.First.Next, default);
        AssertSame(small, await table.ReadAsync(default));
        await table.DeleteBeforeAsync(Run.First.Next.Next, default);
        Assert.Null(await table.ReadAsync(default));
    }

    private static void AssertSame(RunWeights expected, RunWeights? read)
    {
        Assert.Equal((expected.Hour, expected.Rule, expected.MinAccounts, expected.LeftOut), (read!.Hour, read.Rule, read.MinAccounts, read.LeftOut));
        Assert.Equal(RunWeightsJson.Write(expected.Groups), RunWeightsJson.Write(read.Groups));
    }

    private static async Task<string> TextAsync(HttpClient client, string query) =>
        WebUtility.HtmlDecode(await client.GetStringAsync($"/console/thresholds{query}"));
}
