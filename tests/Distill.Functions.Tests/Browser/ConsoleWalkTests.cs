using System.Diagnostics;
using Distill.Functions.Tests.Console;
using Microsoft.Playwright;

namespace Distill.Functions.Tests.Browser;

/// <summary>
/// A new analyst, who has read nothing, with 5,000 clusters and a campaign of 10,000: finds the worst case, reads it and decides, by what stands on
/// the pages alone. It prints clicks, pages and times, and asserts only that the decision is made.
/// </summary>
[Collection(BrowserTestGroup.Name)]
public sealed class ConsoleWalkTests(ConsoleBrowser browser, AzuriteFixture azurite)
{
    private int _clicks;

    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task ANewAnalyst_FindsTheWorstCase_AndDecides(ColorScheme scheme, int width)
    {
        await using var instance = await LargeConsole.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        await using var window = await browser.OpenAsync(server.Address);
        var page = window.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, 800);
        var name = $"walk-{scheme}-{width}".ToLowerInvariant();
        var began = Stopwatch.GetTimestamp();

        await LoadAsync(page, () => page.GotoAsync("/console"), $"{name}-1-queue", window);
        await ClickAsync(page, page.Locator("table.queue tbody th a").First, $"{name}-2-cluster", window);
        await ClickAsync(
            page,
            page.GetByRole(AriaRole.Link, new() { Name = LargeConsole.Operation.ToString() }).First,
            $"{name}-3-operation",
            window
        );
        await ClickAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Plan a ban…" }), $"{name}-4-decide", window);
        await page.GetByLabel("Why").FillAsync("They take turns and share networks; nothing that speaks against it holds.");
        await page.GetByLabel("Your name").FillAsync("ana");
        await ClickAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Plan a ban" }), $"{name}-5-done", window);
        await ClickAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Decisions" }), $"{name}-6-decisions", window);

        TestContext.Current.TestOutputHelper!.WriteLine(
            FormattableString.Invariant($"{name}: {_clicks} clicks, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s with the pictures")
        );
        await Assertions.Expect(page.GetByText(LargeConsole.Operation.ToString())).ToBeVisibleAsync();
        Assert.Equal([], window.Complaints);
    }

    private Task ClickAsync(IPage page, ILocator target, string name, Window window)
    {
        _clicks++;
        return LoadAsync(page, () => target.ClickAsync(), name, window);
    }

    // The time is the browser's own: from the click to the last byte drawn.
    private static async Task LoadAsync(IPage page, Func<Task> act, string name, Window window)
    {
        await act();
        await page.WaitForLoadStateAsync(LoadState.Load);
        var took = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{name}: {took:0} ms, {await page.TitleAsync()}"));
        await ConsoleBrowser.KeepAsync(window, name);
    }
}
