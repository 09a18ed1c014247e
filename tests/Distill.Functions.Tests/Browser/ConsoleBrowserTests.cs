using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Console;
using Distill.Functions.Tests.Publishing;
using Microsoft.Playwright;

namespace Distill.Functions.Tests.Browser;

/// <summary>The console in a real browser.</summary>
[Collection(BrowserTestGroup.Name)]
public sealed class ConsoleBrowserTests(ConsoleBrowser browser)
{
    private static readonly (string Name, string Path)[] s_pages =
    [
        ("queue", "/console"),
        ("cluster", $"/console/clusters/{ConsoleCase.Campaign.Id}"),
        ("nasty", $"/console/clusters/{ConsoleCase.Nasty.Id}"),
        ("decide", $"/console/clusters/{ConsoleCase.Campaign.Id}/decide?decision=BanPlan"),
        ("operations", "/console/operations?clusters=1"),
        ("operation", $"/console/operations/{ConsoleOperations.Large}"),
        ("nastyoperation", $"/console/operations/{ConsoleOperations.Nasty}"),
        ("decideoperation", $"/console/operations/{ConsoleOperations.Nasty}/decide?decision=Confirm"),
        ("account", "/console/account?id=acct_0007"),
        ("search", "/console/search?q=acct_01"),
        ("searchvalue", "/console/search?q=198.51.100.9"),
        ("searchnothing", "/console/search?q=nobody"),
        ("decisions", "/console/decisions"),
        ("allowlist", "/console/allowlist"),
        ("resellers", "/console/resellers"),
        ("reseller", "/console/reseller?channel=reseller:northgate"),
        ("trends", "/console/trends"),
        ("thresholds", "/console/thresholds?suspect=26&evidence=6"),
        ("fault", "/console/nowhere"),
    ];

    public static TheoryData<string> Pages => [.. s_pages.Select(p => p.Name)];

    /// <summary>Light and wide, then dark and narrow. Neither the theme nor the width depends on the other.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPage_IsAccessible_FitsTheScreen_AndLoadsNothingFromElsewhere(string name)
    {
        await using var window = await browser.OpenAsync();
        var asked = new List<string>();
        window.Page.Request += (_, request) => asked.Add(request.Url);
        var answer = await window.Page.GotoAsync(s_pages.Single(p => p.Name == name).Path);
        Assert.Equal(name == "fault" ? 404 : 200, answer!.Status);

        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 360) })
        {
            await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await window.Page.SetViewportSizeAsync(width, 800);
            await ConsoleBrowser.KeepAsync(window, $"{name}-{width}");

            Assert.Equal([], await ConsoleBrowser.FaultsAsync(window, isSeenBefore: width == 360));
            Assert.InRange(await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }

        Assert.All(asked, url => Assert.StartsWith(new Uri(answer.Url).GetLeftPart(UriPartial.Authority), url, StringComparison.Ordinal));
        Assert.Equal([], window.Complaints.Where(c => name != "fault" || !c.Contains("404", StringComparison.Ordinal)));
    }

    /// <summary>From the queue to a decision without a mouse and without a script; the API then says it.</summary>
    [Theory]
    [InlineData(true, 101, "Confirm…", "confirmed block")]
    [InlineData(false, 103, "Dismiss…", "clear allow")]
    public async Task ADecision_IsMadeByKeyboardAlone_AndIsWhatTheApiThenSays(bool script, int number, string choice, string verdict)
    {
        var cluster = Run.Id(number).ToString();
        await using var window = await browser.OpenAsync(script: script);
        var page = window.Page;
        await page.GotoAsync("/console?order=Largest&size=8");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the contents" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Searchbox).First.FocusAsync();
        await page.Keyboard.TypeAsync(cluster);
        await page.Keyboard.PressAsync("Enter");

        await FollowAsync(page, page.GetByRole(AriaRole.Link, new() { Name = cluster }));
        await FollowAsync(page, page.GetByRole(AriaRole.Link, new() { Name = choice }));
        await TabToAsync(page, page.GetByLabel("Why"));
        await page.Keyboard.TypeAsync("Invoices say so.");
        await TabToAsync(page, page.GetByLabel("Your name"));
        await page.Keyboard.TypeAsync("ana");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Done");
        await browser.Instance.Get<Functions.Publishing.ViewFollower>().ReadAsync(default);
        var said = (await ApiCall.GetAsync(browser.Instance, $"verdicts/s{number}-003")).Json;
        Assert.Equal(verdict, $"{said.GetProperty("level")} {said.GetProperty("action")}");
        Assert.Equal([], window.Complaints);
    }

    /// <summary>From a cluster to its operation, and to a decision on all of it, by keyboard alone; the API then says it of each cluster.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ADecisionOnAnOperation_IsMadeByKeyboardAlone_AndIsWhatTheApiThenSays(bool script)
    {
        var (choice, verdict) = script ? ("Plan a ban…", "confirmed block") : ("Dismiss…", "clear allow");
        await using var window = await browser.OpenAsync(script: script);
        var page = window.Page;
        await page.GotoAsync($"/console/clusters/{Run.Id(112)}");

        await FollowAsync(page, page.GetByRole(AriaRole.Link, new() { Name = ConsoleOperations.Small.ToString() }).First);
        await FollowAsync(page, page.GetByRole(AriaRole.Link, new() { Name = choice }));
        await Assertions.Expect(page.GetByText("16 accounts change at once")).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByLabel("Why"));
        await page.Keyboard.TypeAsync("One bill.");
        await TabToAsync(page, page.GetByLabel("Your name"));
        await page.Keyboard.TypeAsync("ana");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Done");
        await browser.Instance.Get<Functions.Publishing.ViewFollower>().ReadAsync(default);
        foreach (var account in new[] { "s112-003", "s113-007" })
        {
            var said = (await ApiCall.GetAsync(browser.Instance, $"verdicts/{account}")).Json;
            Assert.Equal(verdict, $"{said.GetProperty("level")} {said.GetProperty("action")}");
        }

        Assert.Equal([], window.Complaints);
    }

    /// <summary>Names that mean harm do nothing, wherever they stand.</summary>
    [Fact]
    public async Task HostileNames_AreShownAndRunNothing()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.GotoAsync($"/console/clusters/{ConsoleCase.Nasty.Id}");

        foreach (var name in ConsoleCase.Hostile.Where(n => n.Length < 60 && !n.Contains('\u202E', StringComparison.Ordinal)))
        {
            await window.Page.GotoAsync($"/console/clusters/{ConsoleCase.Nasty.Id}");
            await window.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(name);
        }

        Assert.Equal([], window.Complaints);
        Assert.Equal(0, await window.Page.Locator("script, main img").CountAsync());
    }

    /// <summary>The graph is drawn from the page's own data. Without scripts the table says the same, and there is no empty place.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Graph_IsDrawn_AndThePageWorksWithoutIt(bool script)
    {
        await using var window = await browser.OpenAsync(script: script);
        await window.Page.GotoAsync($"/console/clusters/{ConsoleCase.Campaign.Id}");

        await Assertions.Expect(window.Page.Locator("table.matrix")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("figure.graph")).ToBeVisibleAsync(new() { Visible = script });
        await Assertions.Expect(window.Page.Locator("figure.graph .node.account").First).ToBeVisibleAsync(new() { Visible = script });
        await Assertions.Expect(window.Page.Locator("figure.graph rect.node")).ToHaveCountAsync(script ? 13 : 0);
        await Assertions.Expect(window.Page.Locator("figure.graph text.name")).ToHaveCountAsync(script ? 13 : 0);
        Assert.Equal([], window.Complaints);
    }

    private static async Task FollowAsync(IPage page, ILocator link)
    {
        await TabToAsync(page, link);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

    // Presses Tab until the element has the focus: it can be reached, and nothing holds the focus on the way.
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 100; presses++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} can't be reached by Tab.");
    }
}
