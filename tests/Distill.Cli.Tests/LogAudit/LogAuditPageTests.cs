using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Logs.Reading;
using Distill.Logs.Traffic;

namespace Distill.Cli.Tests.LogAudit;

public sealed partial class LogAuditPageTests
{
    private static readonly Hour s_hour = Hour.Of(Some.Monday);
    private static readonly AccountId s_account = AccountId.Parse("<script>alert('x')</script>");

    [Fact]
    public void Page_NeedsNothingFromElsewhere()
    {
        var page = Page();
        Assert.DoesNotMatch(ExternalResource(), page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Page_IsWellFormed()
    {
        var body = Page() is var page
            ? page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]
            : "";
        Assert.NotEmpty(XDocument.Parse(body).Descendants("table"));
    }

    [Fact]
    public void Page_ShowsEvidenceByFamilyChartAndMembers()
    {
        var page = Page();
        Assert.Contains("hydra-", page, StringComparison.Ordinal);
        Assert.Contains("They take turns: KS 0.41, p &lt; 1e-9.", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(", page, StringComparison.Ordinal);
        Assert.Contains("What this does not mean", page, StringComparison.Ordinal);
    }

    private static string Page()
    {
        var id = ClusterId.Of(s_hour, s_account);
        var window = new CallWindow(s_account, s_hour);
        window.Add(
            new ApiCall
            {
                Id = 1,
                Account = s_account,
                Micros = s_hour.Start.ToUnixTimeMilliseconds() * 1000,
                Model = "m1",
            }
        );
        Reason[] reasons = [new("turn-taking", "They take turns: KS 0.41, p < 1e-9.", 12.5)];
        using var page = new MemoryStream();
        LogAuditPage.Write(
            page,
            new LogAuditFindings
            {
                Files = [new ReadFile("log & co.jsonl", "Distill's own events", "JSON lines", 10)],
                Counts = new EventCounts { Calls = 1 },
                Windows = [window],
                Verdicts =
                [
                    Verdict.NeverSeen(s_account) with
                    {
                        Level = VerdictLevel.Confirmed,
                        Score = 97,
                        Cluster = id,
                        FirstFlaggedAt = s_hour.End,
                        Reasons = reasons,
                    },
                ],
                Clusters =
                [
                    new Cluster
                    {
                        Id = id,
                        Level = VerdictLevel.Confirmed,
                        Accounts = [s_account],
                        FirstSeen = s_hour.End,
                        LastSeen = s_hour.Start,
                        Calls = 1,
                        InputTokens = 2,
                        OutputTokens = 3,
                        Models = new Dictionary<string, long> { ["m1"] = 1 },
                        Platforms = new Dictionary<string, long>(),
                        Resellers = new Dictionary<string, long>(),
                        Evidence = new Dictionary<string, IReadOnlyList<Reason>> { ["timing"] = reasons },
                        Timeline = [new TimelineEntry(s_hour.End, "formed with 1 account")],
                    },
                ],
                Runs = [s_hour],
                Options = new DetectionOptions(),
            }
        );
        return Encoding.UTF8.GetString(page.ToArray());
    }

    [GeneratedRegex("""(src|href)\s*=\s*["'](?!#)|url\(|@import|https?://""", RegexOptions.IgnoreCase)]
    private static partial Regex ExternalResource();
}
