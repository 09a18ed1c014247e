using System.Net;
using System.Text.RegularExpressions;
using Distill.Functions.Auth;
using Distill.Functions.Tests.Auth;

namespace Distill.Functions.Tests.Console;

/// <summary>What the console's pages show, to whom, and how.</summary>
public sealed partial class ConsolePageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    // The one script that a page may have.
    private const string Graph = "<script src=\"/console/graph.js\" defer></script>";

    private static readonly string[] s_pages =
    [
        "/console",
        "/console?state=any&order=Largest&page=2",
        $"/console/clusters/{ConsoleCase.Campaign.Id}?page=3",
        $"/console/clusters/{ConsoleCase.Nasty.Id}",
        $"/console/clusters/{ConsoleCase.Nasty.Id}/decide?decision=BanPlan",
        .. ConsoleCase.Hostile.Select(h => $"/console/account?id={Uri.EscapeDataString(h)}"),
        "/console/account?id=never-seen",
        .. ConsoleCase.Hostile.Where(h => h.Length < 100).Select(h => $"/console/search?q={Uri.EscapeDataString(h)}"),
        "/console/search?q=198.51.100.9",
        "/console/operations",
        $"/console/operations/{ConsoleOperations.Nasty}",
        $"/console/operations/{ConsoleOperations.Nasty}/decide?decision=Confirm",
        "/console/decisions",
        "/console/trends",
        "/console/thresholds?evidence=6",
        "/console/resellers",
        "/console/reseller?channel=reseller%3A%3Cb%3Echeap%20tokens%3C%2Fb%3E",
        "/console/nowhere",
        "/console/clusters/hydra-1",
        $"/console/clusters/{Publishing.Run.Id(999)}",
    ];

    /// <summary>A page may be changed by nobody: what comes from outside is text.</summary>
    [Fact]
    public async Task Pages_EncodeWhatComesFromOutside_AndLoadNothing()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        foreach (var hostile in ConsoleCase.Hostile)
        {
            // A name or reason that turns the reading order around is refused. An id is not.
            var text = string.Concat(hostile.Where(c => c != '\u202E'));
            using var set = await OverrideAsync(server, hostile, ("by", string.Concat(text.Take(100))), ("why", text));
            Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
            Assert.Equal($"/console/account?id={Uri.EscapeDataString(hostile)}", set.Headers.Location!.OriginalString.Split("&made=")[0]);
        }

        foreach (var path in s_pages)
        {
            using var answer = await server.Client.GetAsync(path);
            var page = await answer.Content.ReadAsStringAsync();

            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotContain("<script", page.Replace(Graph, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<i>Example", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>cheap", page, StringComparison.Ordinal);
            Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u202E', Input().Replace(page, ""));
            Assert.All(
                Address().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)),
                address => Assert.Matches("^(/console|/api/v1/|#|data:,$)[!-~]*$", address)
            );
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Queue_BeginsWithWhatTookTheMost_AndIsFiltered()
    {
        var queue = await console.Client.GetStringAsync("/console");
        var first = Clusters(queue);

        Assert.Equal([$"{ConsoleCase.Campaign.Id}", $"{ConsoleCase.Nasty.Id}"], first[..2]);
        Assert.Equal(50, first.Length);
        Assert.Contains("Page 1 of 2", queue, StringComparison.Ordinal);
        Assert.Equal(13, Clusters(await console.Client.GetStringAsync("/console?page=2")).Length);
        Assert.Equal([$"{ConsoleCase.Campaign.Id}"], Clusters(await console.Client.GetStringAsync("/console?level=confirmed")));
        Assert.Equal([$"{ConsoleCase.Campaign.Id}", $"{ConsoleCase.Class.Id}"], Clusters(await console.Client.GetStringAsync("/console?size=30")));
        Assert.Equal([$"{ConsoleCase.Nasty.Id}"], Clusters(await console.Client.GetStringAsync("/console?model=%3D1%2B1&size=&platform=")));
        Assert.Equal([$"{ConsoleCase.Campaign.Id}"], Clusters(await console.Client.GetStringAsync("/console?reseller=northgate&state=any")));
        Assert.Equal([$"{ConsoleCase.Campaign.Id}"], Clusters(await console.Client.GetStringAsync("/console?new=5")));
        Assert.Empty(Clusters(await console.Client.GetStringAsync("/console?state=dismissed")));
    }

    [Theory]
    [InlineData("/console?level=guilty", 400)]
    [InlineData("/console?state=closed", 400)]
    [InlineData("/console?order=7", 400)]
    [InlineData("/console?size=-1", 400)]
    [InlineData("/console?new=x", 400)]
    [InlineData("/console/clusters/hydra-000000000999", 404)]
    [InlineData("/console/clusters/hydra-000000000002/decide?decision=Hang", 404)]
    [InlineData("/console/account", 404)]
    [InlineData("/console/nowhere", 404)]
    [InlineData("/console?page=99", 200)]
    [InlineData("/console/trends", 200)]
    public async Task AnAddressThatIsWrong_IsToldToAPerson(string address, int status)
    {
        using var answer = await console.Client.GetAsync(address);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Matches("<h1>[A-Z]", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Cluster_SaysWhatSpeaksForItAndAgainst()
    {
        var page = WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/clusters/{ConsoleCase.Campaign.Id}"));
        var nasty = WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/clusters/{ConsoleCase.Nasty.Id}"));

        Assert.Contains(
            "250 accounts act as one operator's: they take turns, as behind one relay, share cards, devices, mail domains or networks and put the "
                + "same fixed words around their prompts.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("982.6 M output tokens in 1,482,300 calls, 75.1 % of the calls to atlas-4-large", page, StringComparison.Ordinal);
        Assert.Contains("Births: found, but too weak to count. Its weight is 3.1; a kind counts from 9.2.", page, StringComparison.Ordinal);
        Assert.Contains("All pay with one card of <i>Example GmbH</i>.", nasty, StringComparison.Ordinal);
        Assert.Equal(100, Account().Count(Members(page)));
        Assert.Equal(50, Account().Count(Members(await console.Client.GetStringAsync($"/console/clusters/{ConsoleCase.Campaign.Id}?page=3"))));
    }

    /// <summary>A reader sees the pages, and no form.</summary>
    [Fact]
    public async Task AReader_SeesNoForm_AndIsRefused()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite, new() { ["Distill:Auth:Entra"] = "true" });
        await using var server = await ConsoleServer.StartAsync(instance);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/console")).StatusCode);
        server.Client.DefaultRequestHeaders.Add(ClientPrincipal.Header, AccessTests.Principal("Distill.Evidence.Read"));

        foreach (var path in new[] { $"/console/clusters/{ConsoleCase.Nasty.Id}", "/console/account?id=nasty0" })
        {
            var page = await server.Client.GetStringAsync(path);
            Assert.DoesNotContain("method=\"post\"", page, StringComparison.Ordinal);
            Assert.Contains("Distill.Decide", page, StringComparison.Ordinal);
        }

        var decide = $"/console/clusters/{ConsoleCase.Nasty.Id}/decide";
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.GetAsync($"{decide}?decision=Confirm")).StatusCode);
        using var sent = await server.SendAsync(decide, "same-origin", ("decision", "Confirm"), ("why", "x"), ("key", "k"));
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
    }

    [Theory]
    [InlineData("console.css", "text/css")]
    [InlineData("graph.js", "text/javascript")]
    public async Task WhatPagesLoad_IsKeptUntilItChanges(string name, string type)
    {
        using var first = await console.Client.GetAsync($"/console/{name}");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/console/{name}");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, (await console.Client.SendAsync(again)).StatusCode);
    }

    private static string Members(string page) => page[page.IndexOf("id=\"members\"", StringComparison.Ordinal)..];

    /// <summary>The clusters in a page's table, in order.</summary>
    public static string[] Clusters(string page) => [.. Cluster().Matches(page).Select(m => m.Groups[1].Value)];

    private static async Task<HttpResponseMessage> OverrideAsync(ConsoleServer server, string account, params IEnumerable<(string, string)> fields) =>
        await ConsoleForm.SendAsync(
            server,
            "/console/account/override",
            await server.Client.GetStringAsync($"/console/account?id={Uri.EscapeDataString(account)}"),
            [("action", "Allow"), .. fields]
        );

    [GeneratedRegex("<a href=\"/console/clusters/(hydra-[0-9a-f]{12})\"")]
    private static partial Regex Cluster();

    [GeneratedRegex("<a class=\"account\"")]
    private static partial Regex Account();

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Address();

    // A field holds what was typed, as it is.
    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();
}
