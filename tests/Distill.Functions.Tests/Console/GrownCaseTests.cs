using System.Net;
using System.Text.RegularExpressions;
using Distill.Core.Clusters;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>A decision holds for whoever joins later. The pages say so before, and tell afterwards who joined.</summary>
public sealed partial class GrownCaseTests(AzuriteFixture azurite)
{
    private static readonly string s_page = $"/console/clusters/{TheCluster.Id}";

    // The same cluster with three more members.
    private static readonly Cluster s_grown = Run.Cluster(1, 15) with
    {
        Timeline = [.. TheCluster.Timeline, new TimelineEntry(Run.First.End.AddMinutes(30), "3 accounts joined; 15 now.") { Accounts = 15 }],
    };

    [Theory]
    [InlineData("BanPlan", "ban planned by ana", true)]
    [InlineData("Confirm", "confirmed by ana", true)]
    [InlineData("Dismiss", "dismissed by ana until ", true)]
    [InlineData("Shadow", "shadow", false)]
    public async Task WhoJoinsLater_IsAnnouncedBefore_AndToldAfterwards(string kind, string state, bool holds)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var form = await server.Client.GetStringAsync($"{s_page}/decide?decision={kind}");
        Assert.Equal(holds, form.Contains("It also goes to accounts that join the cluster later.", StringComparison.Ordinal));
        using var sent = await ConsoleForm.SendAsync(server, $"{s_page}/decide", form, ("by", "ana"), ("why", "Invoices say so."));
        Assert.Equal(holds, (await TextAsync(server, $"{sent.Headers.Location}")).Contains("It also goes to accounts that join later."));
        Assert.DoesNotContain("grown since", await TextAsync(server, "/console?state=any"), StringComparison.Ordinal);

        await Run.SaveAsync(instance, Run.First.Next, [.. Run.Verdicts(s_grown)], s_grown);

        var (page, queue) = (await TextAsync(server, s_page), await TextAsync(server, "/console?state=any"));
        Assert.Contains(state, page, StringComparison.Ordinal);
        Assert.Contains(state, queue, StringComparison.Ordinal);
        Assert.Equal(holds, page.Contains("3 accounts joined since ana decided on 12", StringComparison.Ordinal));
        Assert.Equal(holds, queue.Contains("grown since by 3", StringComparison.Ordinal));
        Assert.Equal(holds, queue.Contains("1 cluster grew after a decision", StringComparison.Ordinal));
        Assert.Equal(holds ? [$"{TheCluster.Id}"] : [], ConsolePageTests.Clusters(await server.Client.GetStringAsync("/console?state=grown")));
        var (old, young) = (await TextAsync(server, "/console/account?id=m003"), await TextAsync(server, "/console/account?id=m014"));
        Assert.All(
            new[] { old, young },
            text => Assert.Contains("Invoices say so.", text[text.IndexOf("What people decided", StringComparison.Ordinal)..])
        );
        Assert.DoesNotContain("this account joined after it", old, StringComparison.Ordinal);
        Assert.Contains("this account joined after it", young, StringComparison.Ordinal);
    }

    /// <summary>A decided cluster is in no list of open ones. What is new since somebody looked shows it all the same.</summary>
    [Fact]
    public async Task GrowthAfterADecision_IsNews_InEveryState()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        using var seen = await server.SendAsync("/console/seen", "same-origin", ("through", $"{Run.First.End:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(HttpStatusCode.SeeOther, seen.StatusCode);
        var ban = new
        {
            decision = "ban_plan",
            by = "ana",
            why = "x",
        };
        Assert.Equal(200, (await DecideAsync(instance, ban)).Status);
        Assert.Empty(ConsolePageTests.Clusters(await server.Client.GetStringAsync("/console?news=true")));

        await Run.SaveAsync(instance, Run.First.Next, [.. Run.Verdicts(s_grown)], s_grown);

        Assert.Equal([$"{TheCluster.Id}"], ConsolePageTests.Clusters(await server.Client.GetStringAsync("/console?news=true")));
    }

    /// <summary>In shadow mode nobody is blocked, and no page says otherwise.</summary>
    [Theory]
    [InlineData("BanPlan")]
    [InlineData("Confirm")]
    public async Task InShadowMode_EachPageSaysThatNobodyIsBlocked(string kind)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        Assert.DoesNotContain("Nobody is blocked", await TextAsync(server, $"{s_page}/decide?decision={kind}"), StringComparison.Ordinal);
        var shadow = new
        {
            decision = "shadow",
            by = "ana",
            why = "A trial.",
        };
        Assert.Equal(200, (await DecideAsync(instance, shadow)).Status);

        var form = await server.Client.GetStringAsync($"{s_page}/decide?decision={kind}");
        using var sent = await ConsoleForm.SendAsync(server, $"{s_page}/decide", form, ("by", "ana"), ("why", "x"));
        var made = await TextAsync(server, $"{sent.Headers.Location}");

        Assert.Contains("Nobody is blocked until it ends, whatever is decided. Then the action is block.", Text(form), StringComparison.Ordinal);
        Assert.DoesNotContain("All members are blocked at once", Text(form), StringComparison.Ordinal);
        Assert.Contains("Shadow mode is on: the API goes on saying allow.", made, StringComparison.Ordinal);
        Assert.Contains("Nobody is blocked until it ends, whatever is decided.", made, StringComparison.Ordinal);
        Assert.Equal("confirmed allow", await VerdictAsync(instance, "m003"));
    }

    /// <summary>A change that nobody can see is none: clear and allowed before, clear and allowed afterwards.</summary>
    [Fact]
    public async Task ThePreview_LeavesOutWhatLooksTheSame()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var dismissed = new
        {
            decision = "dismiss",
            by = "ana",
            why = "A class.",
        };
        Assert.Equal(200, (await DecideAsync(instance, dismissed)).Status);

        var preview = await TextAsync(server, $"{s_page}/decide?decision=Shadow");

        Assert.Contains("No verdict changes now.", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("clear allow", preview, StringComparison.Ordinal);
    }

    /// <summary>What is dismissed accuses nobody: the sentence says who dismissed it, and the advice is to leave the accounts alone.</summary>
    [Fact]
    public async Task ADismissedCase_SaysSoFirst_AndAsksForNothing()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var page = $"/console/clusters/{ConsoleCase.Campaign.Id}";
        var open = await TextAsync(server, page);
        Assert.Contains("confirm it or plan a ban", open, StringComparison.Ordinal);
        Assert.Contains("Keep the evidence: as a STIX bundle", open, StringComparison.Ordinal);
        var form = await server.Client.GetStringAsync($"{page}/decide?decision=Dismiss");
        using var sent = await ConsoleForm.SendAsync(server, $"{page}/decide", form, ("by", "ana"), ("why", "A university."));

        var told = await TextAsync(server, page);

        Assert.Matches(@"Dismissed by ana until [-0-9]+ [:0-9]+\. The correlation found: 250 accounts act as one operator's", told);
        Assert.Contains("Do nothing to these accounts: it is dismissed.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("STIX", told, StringComparison.Ordinal);
        Assert.DoesNotContain("plan a ban:", told, StringComparison.Ordinal);
    }

    /// <summary>After a decision the page leads on: to the worst case that still waits.</summary>
    [Fact]
    public async Task ADecision_LeadsToTheNextCase()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var page = $"/console/clusters/{ConsoleCase.Campaign.Id}";
        Assert.DoesNotContain("Next in the queue", await TextAsync(server, page), StringComparison.Ordinal);
        var form = await server.Client.GetStringAsync($"{page}/decide?decision=Confirm");
        Assert.Contains("If it has an end, the correlation decides again from then on.", Text(form), StringComparison.Ordinal);
        using var sent = await ConsoleForm.SendAsync(server, $"{page}/decide", form, ("by", "ana"), ("why", "x"));

        Assert.Contains($"Next in the queue: {ConsoleCase.Nasty.Id}", await TextAsync(server, $"{sent.Headers.Location}"), StringComparison.Ordinal);
    }

    /// <summary>Nothing is in force after a reopening, so it has no end.</summary>
    [Fact]
    public async Task AReopening_AsksForNoEnd()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        Assert.Contains("name=\"expires\"", await server.Client.GetStringAsync($"{s_page}/decide?decision=Confirm"), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"expires\"", await server.Client.GetStringAsync($"{s_page}/decide?decision=Reopen"), StringComparison.Ordinal);
    }

    /// <summary>The filters that were set are still set, and no form leads to another site.</summary>
    [Theory]
    [InlineData("/console?level=suspect&order=Oldest", "/console?level=suspect&order=Oldest")]
    [InlineData("https://evil.example/console?x", "/console")]
    [InlineData("/console?x\r\ny", "/console")]
    [InlineData("//evil.example", "/console")]
    [InlineData("", "/console")]
    public async Task MarkingAsSeen_LeadsBackToTheFilters(string back, string location)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var seen = await server.SendAsync("/console/seen", "same-origin", ("through", $"{Run.First.End:yyyy-MM-ddTHH:mm:ssZ}"), ("back", back));

        Assert.Equal(location, seen.Headers.Location?.OriginalString);
        Assert.Contains("Show what is new since", await TextAsync(server, "/console"), StringComparison.Ordinal);
    }

    /// <summary>A test that names a cluster is too strong to stand far below: the case begins with it, and the queue shows it.</summary>
    [Fact]
    public async Task AnAttributionTestThatNamesACluster_StandsUnderItsSentence_AndInTheQueue()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        var (page, queue) = (await TextAsync(server, $"/console/clusters/{ConsoleCase.Campaign.Id}"), await TextAsync(server, "/console"));

        var named = page.IndexOf("An attribution test names it: clone-7b by Example GmbH", StringComparison.Ordinal);
        Assert.InRange(named, 0, page.IndexOf("What speaks for it", StringComparison.Ordinal));
        Assert.Contains($"{ConsoleCase.Campaign.Id} confirmed named by an attribution test", queue, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(ConsoleServer server, string path) => Text(await server.Client.GetStringAsync(path));

    // What a person reads, with one blank between words.
    private static string Text(string page) => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(page, "")), " ");

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
