using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>Alerts and the workbook query what the code emits. Alerts notify somebody, and the runbook describes them.</summary>
public sealed partial class AlertTests
{
    /// <summary>Tables of Azure Monitor in the queries, and metrics of the platform, from its reference.</summary>
    private static readonly string[] s_tables =
    [
        "AppMetrics",
        "AppRequests",
        "AppTraces",
        "AzureMetrics",
        "Usage",
        "_LogOperation",
        "union AppExceptions, AppTraces",
        "union AppMetrics, AzureMetrics",
        "union AppTraces, AppMetrics",
    ];

    private static readonly string[] s_platform =
    [
        "CapturedMessages",
        "IncomingMessages",
        "OutgoingMessages",
        "QuotaExceededErrors",
        "ServerErrors",
        "ThrottledRequests",
        "Transactions",
        "UserErrors",
    ];

    public static TheoryData<string> Names => [.. Queries.Deployed.Select(q => q.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Query_AsksForWhatIsEmitted(string name)
    {
        var query = Queries.Deployed.Single(q => q.Name == name).Query;
        var body = string.Join('\n', query.Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal)));

        Assert.Contains(body.Split('\n')[0].Trim(), s_tables);
        Assert.All(AppMetric().Matches(body).Select(m => m.Groups[1].Value), m => Assert.Contains(m, Code.Metrics));
        Assert.All(EventIdsIn(body), id => Assert.Contains(id, Code.EventIds));
        Assert.All(
            PlatformMetrics().Matches(body).SelectMany(m => Quoted().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value),
            m => Assert.Contains(m, s_platform)
        );
        Assert.All(
            Role().Matches(body).Select(m => m.Groups[1].Value),
            role => Assert.Contains(Deployment.Prod.All("Microsoft.Web/sites"), s => s.Name.StartsWith(role + "-", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Queries_UseEveryMetricThatIsEmitted()
    {
        var all = string.Concat(Queries.Deployed.Select(q => q.Query));

        Assert.All(Code.Metrics, metric => Assert.Contains($"\"{metric}\"", all, StringComparison.Ordinal));
    }

    /// <summary>
    /// An alert or the workbook shows every event that the code logs as a warning or worse. Three need none: a metric counts rejects by their reason,
    /// a setting under its old name still works, and one that is gone changes nothing.
    /// </summary>
    [Fact]
    public void Queries_UseEveryEventIdOfAFault()
    {
        int[] shownElsewhere = [101, 700, 701];
        var asked = Queries.Deployed.SelectMany(q => EventIdsIn(q.Query)).ToHashSet();

        Assert.True(Code.FaultIds.Count >= 10, "The scan of the code finds less than there is.");
        Assert.Subset(asked, Code.FaultIds.Except(shownElsewhere).ToHashSet());
    }

    /// <summary>
    /// The feed of changes holds requests for half a minute on purpose. If it counted, the alert would never end.
    /// </summary>
    [Theory]
    [InlineData("infra/queries/verdict-latency.kql")]
    [InlineData("workbook latency")]
    public void Latency_IsMeasuredWithoutTheFeedThatWaits(string name)
    {
        var query = Queries.Deployed.Single(q => q.Name == name).Query;
        var route = Route().Match(Repository.Read("functions/Distill.Functions/Triggers/GetChanges.cs")).Groups[1].Value;

        Assert.StartsWith("api/v1/", route, StringComparison.Ordinal);
        Assert.Contains("Url contains \"/api/v1/\"", query, StringComparison.Ordinal);
        Assert.Contains($"Url !contains \"{route["api/v1".Length..]}\"", query, StringComparison.Ordinal);
    }

    /// <summary>Ingest answers requests too. A caller's mistakes are not failed runs.</summary>
    [Fact]
    public void FailedRuns_AreNotTheCallers() =>
        Assert.Contains("!between (400 .. 499)", Repository.Read("infra/queries/failed-runs.kql"), StringComparison.Ordinal);

    /// <summary>
    /// For a new environment the alert is silent until its first night and its longest run are over. The rule's window covers that time.
    /// </summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void ExpiryStopped_WaitsForTheFirstNight(string environment)
    {
        var rule = Assert.Single(Deployment.Of(environment).All("Microsoft.Insights/scheduledQueryRules"), r => r.Name == "expiry-stopped");
        var query = Repository.Read("infra/queries/expiry-stopped.kql");
        var longest = TimeSpan.Parse(
            JsonNode.Parse(Repository.Read("host.json"))!["functionTimeout"]!.GetValue<string>(),
            CultureInfo.InvariantCulture
        );
        var waits = TimeSpan.FromHours(int.Parse(Ago().Match(query).Groups[1].Value, CultureInfo.InvariantCulture));
        var looksAt = System.Xml.XmlConvert.ToTimeSpan(rule["properties/windowSize"]!);

        Assert.InRange(waits, TimeSpan.FromDays(1) + longest, looksAt - longest);
        Assert.Equal("Maximum", rule.Json["properties"]!["criteria"]!["allOf"]![0]!["timeAggregation"]!.GetValue<string>());
    }

    /// <summary>Log entries with an exception are in another table than those without.</summary>
    [Fact]
    public void Queries_LookForFaultsAmongTheExceptions()
    {
        Assert.NotEmpty(Code.EventIdsWithException);
        Assert.All(
            Queries.Deployed.Where(q => EventIdsIn(q.Query).Any(Code.EventIdsWithException.Contains)),
            q => Assert.Contains("union AppExceptions, AppTraces", q.Query, StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Alerts_TellSomebodyAndStandInTheRunbook(string environment)
    {
        var deployment = Deployment.Of(environment);
        var group = Assert.Single(deployment.All("Microsoft.Insights/actionGroups"));
        var alerts = deployment.All("Microsoft.Insights/scheduledQueryRules").Concat(deployment.All("Microsoft.Insights/metricAlerts")).ToArray();
        var headings = Heading().Matches(Repository.Read("infra/RUNBOOK.md")).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.All(alerts, a => Assert.Contains(group.Id, a.Json["properties"]!["actions"]!.ToJsonString(), StringComparison.Ordinal));
        var names = alerts.Select(a => a.Name.StartsWith("storage-throttled-", StringComparison.Ordinal) ? "storage-throttled" : a.Name).ToHashSet();
        Assert.Equal(names.Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
    }

    /// <summary>Alerts exist for the most important faults.</summary>
    [Theory]
    [InlineData("partition-lag")]
    [InlineData("dead-letters")]
    [InlineData("watermark-age")]
    [InlineData("verdict-latency")]
    [InlineData("failed-runs")]
    [InlineData("expiry-stopped")]
    [InlineData("unusual-volume")]
    public void Alert_IsThere(string name)
    {
        var rule = Assert.Single(Deployment.Prod.All("Microsoft.Insights/scheduledQueryRules"), r => r.Name == name);

        Assert.Equal("true", rule["properties/enabled"]);
    }

    [Fact]
    public void StorageThrottling_IsWatchedOnEveryAccount() =>
        Assert.Equal(
            Deployment.Prod.All("Microsoft.Storage/storageAccounts").Select(a => a.Id).Order(),
            Deployment
                .Prod.All("Microsoft.Insights/metricAlerts")
                .Where(a => a.Name.StartsWith("storage-throttled-", StringComparison.Ordinal))
                .Select(a => a.Json["properties"]!["scopes"]![0]!.GetValue<string>())
                .Order()
        );

    private static IEnumerable<int> EventIdsIn(string query) =>
        EventIds().Matches(query).SelectMany(m => m.Groups[1].Value.Split(',')).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"""(distill\.[\w.]+)""")]
    private static partial Regex AppMetric();

    [GeneratedRegex(@"Properties\[""EventId""\]\) in \(([\d, ]+)\)")]
    private static partial Regex EventIds();

    [GeneratedRegex(@"MetricName (?:in \(([^)]*)\)|== ""\w+"")")]
    private static partial Regex PlatformMetrics();

    [GeneratedRegex(@"""(\w+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"""(func-distill-\w+)""")]
    private static partial Regex Role();

    [GeneratedRegex(@"Route = ""([^""]+)""")]
    private static partial Regex Route();

    [GeneratedRegex(@"Since < ago\((\d+)h\)")]
    private static partial Regex Ago();

    [GeneratedRegex(@"(?m)^### `([a-z-]+)`")]
    private static partial Regex Heading();
}
