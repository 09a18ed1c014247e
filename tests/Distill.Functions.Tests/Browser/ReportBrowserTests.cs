using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Tests.Console;
using Distill.Functions.Tests.Publishing;
using Distill.Reports.LogAudit;
using Distill.Reports.Parts;
using Distill.Reports.Rendering;
using Distill.Reports.Words;
using Microsoft.Playwright;

namespace Distill.Functions.Tests.Browser;

/// <summary>The report of a log audit in a real browser, as a file.</summary>
[Collection(BrowserTestGroup.Name)]
public sealed class ReportBrowserTests(ConsoleBrowser browser)
{
    /// <summary>Light and wide, dark and narrow, and on paper.</summary>
    [Fact]
    public async Task Report_IsAccessible_FitsEveryScreenAndPaper_AndLoadsNothing()
    {
        await using var window = await browser.OpenAsync();
        var asked = new List<string>();
        window.Page.Request += (_, request) => asked.Add(request.Url);
        await window.Page.SetContentAsync(await PageText.RenderAsync<LogAuditPage>(Model()));

        foreach (
            var (scheme, media, width) in new[]
            {
                (ColorScheme.Light, Media.Screen, 1280),
                (ColorScheme.Dark, Media.Screen, 360),
                (ColorScheme.Dark, Media.Print, 800),
            }
        )
        {
            await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, Media = media });
            await window.Page.SetViewportSizeAsync(width, 800);
            await ConsoleBrowser.KeepAsync(window, $"report-{media}-{width}");

            Assert.Equal([], await ConsoleBrowser.FaultsAsync(window, isSeenBefore: width != 1280));
            Assert.InRange(await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }

        // The policy takes the page's own style, and paper is white in the dark theme too.
        Assert.Equal("rgb(255, 255, 255)", await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(asked);
        Assert.Equal([], window.Complaints);
    }

    private static LogAuditModel Model() =>
        new()
        {
            Answer = "262 accounts in 2 clusters acted together in ways that independent customers do not. The evidence follows, cluster by cluster.",
            Shortfalls = ["Only 30 of 40 calls have a prompt that can be read. Log the prompts, and audit again."],
            Figures = [("Period of the calls", "2026-04-22 03:00 to 2026-04-29 03:00 UTC"), ("Calls read", "1,482,300")],
            Flagged = AuditedCluster.Ranked([Of(ConsoleCase.Nasty), Of(ConsoleCase.Campaign, new Money(19_652, "USD"))]),
            Cleared = [Of(ConsoleCase.Class)],
            Levels = [.. Enum.GetValues<VerdictLevel>().Reverse().Select(l => (l, 20L))],
            Quality =
            [
                new PlainTableModel(
                    "These values were dropped:",
                    ["Field", "What was wrong", "Events"],
                    [
                        ["ip", "unknown", 1_200L],
                        ["device", "cut", 3L],
                    ]
                ),
            ],
            Method =
            [
                new PlainTableModel(
                    "These files were read:",
                    ["File", "How it was read"],
                    [
                        ["log.jsonl", "Distill's own events (JSON lines)"],
                    ]
                ),
            ],
            Resellers = ConsoleRun.Review(Hour.Of(Some.Start.AddDays(8))),
            LookbackHours = 168,
            Runs = 168,
            Rule = new RuleFigures(9.2, 12, 20),
        };

    private static AuditedCluster Of(Cluster cluster, Money? cost = null)
    {
        var portrait = cluster == ConsoleCase.Campaign ? ConsolePortrait.Of(cluster) : null;
        var verdicts = Run.Verdicts(cluster).Select(v => new StandingVerdict(v)).Take(LogAuditModel.MostMembers);
        return new AuditedCluster(
            new CaseModel(cluster, 9.2, new MemberFacts(Verified: 1, Allowed: 0))
            {
                Lookback = TimeSpan.FromDays(7),
                Marks = CaseModel.MarksOf(cluster, portrait),
                Portrait = portrait is null ? null : new ShownPortrait(portrait),
                Calls = portrait is null ? null : CallsOverTime.Of(portrait),
                Cost = cost,
            },
            [.. verdicts]
        );
    }
}
