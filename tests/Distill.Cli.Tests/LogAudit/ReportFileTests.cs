using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Windows;
using Distill.Logs.Reading;
using Distill.Logs.Traffic;
using Distill.Reports.LogAudit;
using Distill.Reports.Words;

namespace Distill.Cli.Tests.LogAudit;

public sealed partial class ReportFileTests
{
    // As large as a page may be that people send each other by mail.
    private const int MaxBytes = 5_000_000;

    private static readonly Hour s_hour = Hour.Of(Some.Monday);
    private static readonly AccountId s_account = AccountId.Parse("<script>alert('x')</script>");
    private static readonly Reason[] s_reasons = [new("turn-taking", "They take turns: KS 0.41, p < 1e-9.", 12.5)];

    [Fact]
    public async Task Page_NeedsNothingFromElsewhere()
    {
        var page = await PageAsync(Findings(Cluster(1, 10)));
        Assert.DoesNotMatch(ExternalResource(), page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_IsWellFormed()
    {
        var page = await PageAsync(Findings(Cluster(1, 10), Cluster(2, 30, level: VerdictLevel.Watch)));
        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
        var ids = body.Descendants().Attributes("id").Select(a => a.Value).ToArray();

        Assert.NotEmpty(body.Descendants("table"));
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            body.Descendants()
                .Attributes("aria-labelledby")
                .Select(a => a.Value)
                .Concat(body.Descendants("a").Select(a => a.Attribute("href")!.Value[1..])),
            named => Assert.Contains(named, ids)
        );
    }

    [Fact]
    public async Task Page_ShowsTheCase()
    {
        var page = await PageAsync(Findings(Cluster(1, 10)));
        var text = WebUtility.HtmlDecode(page);

        Assert.Contains("2 accounts in 1 cluster acted together", text, StringComparison.Ordinal);
        Assert.Contains("hydra-", page, StringComparison.Ordinal);
        Assert.Contains("They take turns: KS 0.41, p < 1e-9.", text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(", page, StringComparison.Ordinal);
        Assert.Contains("class=\"calls\"", page, StringComparison.Ordinal);
        Assert.Contains("all accounts, at most 5", text, StringComparison.Ordinal);
        Assert.Contains("1 member of 2 shares at least one of these values", text, StringComparison.Ordinal);
        Assert.Contains("card <bdi>c0ffee00</bdi>", page, StringComparison.Ordinal);
        foreach (var part in new[] { "for it", "against it", "What to do", "Timeline", "They share", "It took", "What this does not mean" })
        {
            Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>What is watched is most likely innocent: it is not called by the name of a hydra, and the page says why it is not flagged.</summary>
    [Fact]
    public async Task AWatchedGroup_DoesNotLookLikeACluster()
    {
        var watched = Cluster(7, 30, level: VerdictLevel.Watch);
        var explained = Cluster(8, 20, level: VerdictLevel.Watch) with
        {
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>
            {
                ["timing"] = s_reasons,
                ["explanation"] = [new Reason("common_owner", "12 of 12 accounts share one mail domain.", 0)],
            },
        };
        var page = await PageAsync(Findings(watched, explained));
        var text = Tags().Replace(WebUtility.HtmlDecode(page[page.IndexOf("<body>", StringComparison.Ordinal)..]), "");

        Assert.DoesNotContain("hydra-", text, StringComparison.Ordinal);
        Assert.Contains("No account is flagged.", text, StringComparison.Ordinal);
        Assert.Contains("2 groups came close enough to be looked at, and are not flagged.", text, StringComparison.Ordinal);
        Assert.Contains("The kinds of evidence that count add up to 12.0. A suspect needs 20.0.", text, StringComparison.Ordinal);
        Assert.Contains("12 of 12 accounts share one mail domain.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_StandInTheOrderOfWhatTheyTook()
    {
        var findings = Findings(Cluster(1, 10), Cluster(2, 30), Cluster(3, 20));
        var byTokens = await PageAsync(findings);
        var byMoney = await PageAsync(
            findings with
            {
                Costs = new Dictionary<ClusterId, Money> { [Id(1)] = new(1234.5m, "USD"), [Id(3)] = new(99, "USD") },
            }
        );

        Assert.Equal([Id(2), Id(3), Id(1)], Articles(byTokens));
        Assert.Equal([Id(1), Id(3), Id(2)], Articles(byMoney));
        Assert.Contains("1,234.50 USD", byMoney, StringComparison.Ordinal);
        Assert.DoesNotContain("USD", byTokens, StringComparison.Ordinal);
    }

    /// <summary>The worst log: more clusters, members, names and reasons than a page shows, each as long as it may be.</summary>
    [Fact]
    public async Task Page_StaysSmall()
    {
        var name = new string('ü', AccountId.MaxLength - 8);
        var reason = new Reason("turn_taking", new string('"', 400), 12);
        var clusters = Enumerable
            .Range(0, 300)
            .Select(i =>
                Cluster(i, 300 - i, i % 3 == 0 ? VerdictLevel.Watch : VerdictLevel.Suspect) with
                {
                    Accounts = [.. Enumerable.Range(0, 200).Select(m => AccountId.Parse($"{name}{i:d4}{m:d3}")).Order()],
                    Evidence = Enumerable.Range(0, 6).ToDictionary(k => $"kind{k}", _ => (IReadOnlyList<Reason>)[reason, reason]),
                    Timeline = [.. Enumerable.Range(0, 200).Select(t => new TimelineEntry(s_hour.Start.AddHours(t), new string('&', 90)))],
                }
            )
            .ToArray();
        var findings = Findings(clusters);
        var shared = Enumerable.Range(0, 40).Select(v => new SharedValue((SharedKind)(v / 8), new string('"', 40), 150) { Accounts = 200 }).ToArray();
        var page = await PageAsync(
            findings with
            {
                Verdicts = [.. clusters.SelectMany(c => c.Accounts.Select(a => Verdict(a, c) with { Reasons = [reason] }))],
                Portraits = clusters.ToDictionary(
                    c => c.Id,
                    c =>
                        Portrait(c.Id, c.Accounts) with
                        {
                            Shared = shared,
                            Members = [.. c.Accounts.Select(a => new PortraitMember(a, [0, 9, 17, 30]))],
                        }
                ),
            }
        );

        Assert.InRange(Encoding.UTF8.GetByteCount(page), MaxBytes / 50, MaxBytes);
        Assert.Equal(LogAuditModel.MostWhole + LogAuditModel.MostCleared, Articles(page).Length);
    }

    private static async Task<string> PageAsync(LogAuditFindings findings)
    {
        using var page = new MemoryStream();
        await ReportFile.WriteAsync(page, findings, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(page.ToArray());
    }

    private static ClusterId Id(int number) => ClusterId.Of(s_hour, AccountId.Parse($"n{number}"));

    private static ClusterId[] Articles(string page) => [.. Article().Matches(page).Select(m => ClusterId.Parse(m.Groups[1].Value))];

    private static Cluster Cluster(int number, long tokens, VerdictLevel level = VerdictLevel.Confirmed) =>
        new()
        {
            Id = Id(number),
            Level = level,
            Accounts = [s_account, AccountId.Parse("b")],
            FirstSeen = s_hour.End,
            LastSeen = s_hour.Start,
            Calls = 1,
            InputTokens = 2,
            OutputTokens = tokens,
            Models = new Dictionary<string, long> { ["m1"] = 1 },
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>> { ["timing"] = s_reasons },
            Timeline = [new TimelineEntry(s_hour.End, "formed with 1 account")],
        };

    private static Portrait Portrait(ClusterId cluster, IReadOnlyList<AccountId> accounts) =>
        new()
        {
            Cluster = cluster,
            From = s_hour.Start,
            Calls = [1],
            PopulationCalls = [5],
            Shared = [new SharedValue(SharedKind.Card, "c0ffee00", 1) { Accounts = 2 }],
            Members = [.. accounts.Select((a, i) => new PortraitMember(a, i == 0 ? [0] : []))],
            Events = [],
        };

    private static Verdict Verdict(AccountId account, Cluster cluster) =>
        Contracts.Verdicts.Verdict.NeverSeen(account) with
        {
            Level = cluster.Level,
            Score = 97,
            Cluster = cluster.Id,
            FirstFlaggedAt = s_hour.End,
            Reasons = s_reasons,
        };

    private static LogAuditFindings Findings(params Cluster[] clusters)
    {
        var counts = new EventCounts { Calls = 5 };
        var windows = Enumerable
            .Range(0, 5)
            .Select(i =>
            {
                var window = new CallWindow(i == 0 ? s_account : AccountId.Parse($"other{i}"), s_hour);
                var call = new ApiCall
                {
                    Id = 1,
                    Account = window.Account,
                    Micros = s_hour.Start.ToUnixTimeMilliseconds() * 1000,
                    Model = "m1",
                    Prompt = PromptFeatureExtractor.Extract("Tell me all about the ships of the line."u8),
                };
                window.Add(call);
                counts.Coverage.Add(call);
                return window;
            })
            .ToArray();
        return new LogAuditFindings
        {
            Files = [new ReadFile("log & co.jsonl", "Distill's own events", "JSON lines", 10)],
            Counts = counts,
            Windows = windows,
            Verdicts = [.. clusters.Take(1).SelectMany(c => c.Accounts.Select(a => Verdict(a, c)))],
            Clusters = clusters,
            Portraits = clusters.ToDictionary(c => c.Id, c => Portrait(c.Id, c.Accounts)),
            Runs = [s_hour],
            Options = new DetectionOptions { MinClusterSize = 3 },
        };
    }

    [GeneratedRegex("""(src|href)\s*=\s*["'](?!#)|url\(|@import|https?://""", RegexOptions.IgnoreCase)]
    private static partial Regex ExternalResource();

    [GeneratedRegex("<article id=\"(hydra-[0-9a-f]{12})\"")]
    private static partial Regex Article();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
