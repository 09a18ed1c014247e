using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Distill.Core.Portraits;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;
using Distill.Reports.Graph;
using Distill.Reports.Parts;

namespace Distill.Functions.Tests.Console;

/// <summary>What pages show of portraits, and how these are stored.</summary>
public sealed partial class PortraitPageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    [Fact]
    public async Task Cluster_ShowsWhoSharesWhat_AndWhatHappened()
    {
        using var answer = await console.Client.GetAsync($"/console/clusters/{ConsoleCase.Campaign.Id}");
        var page = await answer.Content.ReadAsStringAsync();
        var text = WebUtility.HtmlDecode(page);

        Assert.Contains("<bdi>c0ffee00</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x</b>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<th scope=\"row\">Software engineering</th>\n    <td class=\"n\">2,200</td>\n    <td class=\"n\">495,000</td>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("4 new members made the first call within 24 h of the bans.", text, StringComparison.Ordinal);
        Assert.Contains("atlas-5 was released; within a day 212 members called it.", text, StringComparison.Ordinal);
        Assert.Contains("class=\"calls\"", page, StringComparison.Ordinal);
        Assert.Equal("<script src=\"/console/graph.js\" defer></script>", Assert.Single(Script().Matches(page)).Value);
        Assert.Contains("script-src 'self';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "script-src",
            (await console.Client.GetAsync("/console")).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );

        // A cluster without a portrait has no graph and needs no script.
        Assert.Empty(Script().Matches(await console.Client.GetStringAsync($"/console/clusters/{ConsoleCase.Nasty.Id}")));
    }

    [Fact]
    public async Task Account_ShowsItsCallsByHour()
    {
        var own = ConsolePortrait.Of(ConsoleCase.Campaign).Members[7].Calls.Sum(c => c);

        var page = await console.Client.GetStringAsync($"/console/account?id={ConsoleCase.Campaign.Accounts[7].Value}");

        Assert.Contains($"{own} calls of this account", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"calls\"", await console.Client.GetStringAsync("/console/account?id=nasty0"), StringComparison.Ordinal);
    }

    /// <summary>A cluster of ten thousand fits, and each member's calls are found.</summary>
    [Fact]
    public async Task ALargePortrait_IsReadAsItWasWritten()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var table = instance.Get<PortraitTable>();
        var cluster = Run.Cluster(1, 10_000, prefix: "big");
        var portrait = ConsolePortrait.Of(cluster);

        await table.SaveAsync(Run.First, [portrait], default);
        await table.SaveAsync(Run.First.Next, [portrait], default);

        var read = await table.FindAsync(cluster.Id, default);
        Assert.Equal(PortraitJson.Write(portrait), PortraitJson.Write(read!));
        foreach (var member in new[] { 0, 999, 1000, 9_999 }.Select(i => portrait.Members[i]))
        {
            var calls = await table.FindCallsAsync(read!, member.Account, default);
            Assert.Equal(portrait.From, calls!.From);
            Assert.Equal(member.Calls, calls.Calls);
        }

        Assert.Null(await table.FindCallsAsync(read!, Some.Account("stranger"), default));
        Assert.Null(await table.FindAsync(Run.Id(2), default));
        await table.DeleteBeforeAsync(Run.First.Next, default);
        Assert.NotNull(await table.FindAsync(cluster.Id, default));
        await table.DeleteBeforeAsync(Run.First.Next.Next, default);
        Assert.Null(await table.FindAsync(cluster.Id, default));
    }

    /// <summary>Each account is in one bubble, left out, or has nothing that is drawn; and each link leads from a bubble to a value.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(10_000)]
    public void Graph_HasABubbleForTheAccountsThatShareTheSame(int accounts)
    {
        var portrait = ConsolePortrait.Of(Run.Cluster(1, accounts, prefix: "big"));
        var data = GraphData.Of(portrait);
        using var graph = JsonDocument.Parse(data.Json);
        var nodes = graph.RootElement.GetProperty("nodes").EnumerateArray().ToArray();
        var bubbles = nodes.Where(n => n.GetProperty("kind").GetString() == "account").ToArray();
        var links = graph.RootElement.GetProperty("links").EnumerateArray().ToArray();
        var values = nodes.Length - bubbles.Length;

        Assert.InRange(bubbles.Length, 1, 120);
        Assert.Equal(accounts, bubbles.Sum(b => b.GetProperty("count").GetInt32()) + data.LeftOut + data.Apart);
        Assert.All(links, l => Assert.InRange(l.GetProperty("source").GetInt32(), values, nodes.Length - 1));
        Assert.All(links, l => Assert.InRange(l.GetProperty("target").GetInt32(), 0, values - 1));
        Assert.Equal(values, links.Select(l => l.GetProperty("target").GetInt32()).Distinct().Count());
        Assert.Contains("forceSimulation", GraphScript.Text, StringComparison.Ordinal);
    }

    /// <summary>What nearly all have would hide who has what. It is named instead; but if there is nothing else, it is drawn.</summary>
    [Fact]
    public void Graph_NamesWhatMoreThanHalfHave()
    {
        var portrait = ConsolePortrait.Of(Run.Cluster(1, 100, prefix: "big"));
        var framings = portrait.Shared.Where(s => s.Kind == SharedKind.Framing).ToArray();
        var ofAll = portrait with { Shared = framings, Members = [.. portrait.Members.Select(m => m with { Shares = [0, 1, 2, 3, 4] })] };

        Assert.Equal(framings, GraphData.Of(portrait).Common);
        Assert.DoesNotContain("framing", GraphData.Of(portrait).Json, StringComparison.Ordinal);
        Assert.Empty(GraphData.Of(ofAll).Common);
        Assert.Contains("\"name\":\"100 accounts: big000, big001, big002 and 97 more\"", GraphData.Of(ofAll).Json, StringComparison.Ordinal);
    }

    /// <summary>Small changes of the members say nothing one by one; what a person did, or a jump, does.</summary>
    [Fact]
    public void Timeline_FoldsSmallChanges()
    {
        TimelineMark[] marks =
        [
            Mark(0, "First seen, 100 accounts, suspect.", 100),
            Mark(1, "1 account joined; 101 now.", 101),
            Mark(2, "2 left; 99 now.", 99),
            Mark(3, "5 accounts joined; 104 now.", 104),
            Mark(4, "suspect became confirmed.", null),
            Mark(5, "1 account joined; 105 now.", 105),
            Mark(6, "50 accounts joined; 155 now.", 155),
        ];

        Assert.Equal(
            [
                "First seen, 100 accounts, suspect.",
                "3 small changes of the members; 104 accounts now.",
                "suspect became confirmed.",
                "1 account joined; 105 now.",
                "50 accounts joined; 155 now.",
            ],
            TimelineRow.Of(marks).Select(r => r.What)
        );
    }

    private static TimelineMark Mark(int hour, string what, int? members) => new(Some.Start.AddHours(hour), what, members);

    [GeneratedRegex("<script[^>]*>.*?</script>")]
    private static partial Regex Script();
}
