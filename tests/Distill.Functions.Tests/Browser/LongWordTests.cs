using Distill.Functions.Tests.Console;

namespace Distill.Functions.Tests.Browser;

/// <summary>What people enter never makes a page wider than the screen.</summary>
[Collection(BrowserTestGroup.Name)]
public sealed class LongWordTests(ConsoleBrowser browser, AzuriteFixture azurite)
{
    private static readonly string s_word = new('w', 200);

    private static readonly string s_case = $"/console/clusters/{ConsoleCase.Campaign.Id}";

    private static readonly string[] s_pages =
    [
        "/console?state=any",
        s_case,
        $"{s_case}/decide?decision=Dismiss",
        "/console/operations?clusters=1&state=any",
        $"/console/operations/{ConsoleOperations.Large}",
        $"/console/operations/{ConsoleOperations.Large}/decide?decision=Dismiss",
        "/console/account?id=acct_0007",
        "/console/search?q=www",
        "/console/decisions",
        "/console/allowlist",
        "/console/resellers",
        "/console/trends",
        "/console/thresholds",
    ];

    [Fact]
    public async Task AWordWithoutEnd_InANoteAReasonOrAName_IsBroken()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        await using var window = await browser.OpenAsync(server.Address);
        (string, string)[] said = [("by", s_word), ("why", s_word)];
        using var note = await SendAsync(server, $"{s_case}/note", ("key", "1"), ("note", s_word), ("by", s_word));
        using var assigned = await SendAsync(server, $"{s_case}/assign", ("key", "2"), ("assignee", s_word), ("by", s_word));
        using var allowed = await SendAsync(
            server,
            "/console/allowlist",
            [("key", "3"), ("kind", "network"), ("value", "203.0.113.0/24"), ("action", "allow"), .. said]
        );
        var account = await server.Client.GetStringAsync("/console/account?id=acct_0007");
        using var set = await ConsoleForm.SendAsync(server, "/console/account/override", account, [("action", "Block"), .. said]);
        var decide = await server.Client.GetStringAsync($"{s_case}/decide?decision=Confirm");
        using var made = await ConsoleForm.SendAsync(server, $"{s_case}/decide", decide, said);
        Assert.All(new[] { note, assigned, allowed, set, made }, sent => Assert.Equal(303, (int)sent.StatusCode));

        await window.Page.SetViewportSizeAsync(360, 800);
        foreach (var page in (string[])[.. s_pages, $"{made.Headers.Location}"])
        {
            await window.Page.GotoAsync(page);
            var width = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 360, $"{page} is {width} pixels wide.");
        }
    }

    /// <summary>A network that is cut is another network.</summary>
    [Fact]
    public async Task HeadsOfTheMatrix_ShowTheirValue_OrSayThatItIsCut()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.GotoAsync(s_case);

        var cut = await window.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.matrix .v span')]
              .filter(e => e.scrollHeight > e.clientHeight + 1)
              .filter(e => e.title.includes('/24') || !e.textContent.endsWith(e.title) || getComputedStyle(e).textOverflow !== 'ellipsis')
              .map(e => e.textContent)
            """
        );

        Assert.Empty(cut);
        Assert.NotEqual(0, await window.Page.Locator(".matrix .v span[title*='/']").CountAsync());
    }

    private static Task<HttpResponseMessage> SendAsync(ConsoleServer server, string path, params (string, string)[] fields) =>
        server.SendAsync(path, "same-origin", fields);
}
