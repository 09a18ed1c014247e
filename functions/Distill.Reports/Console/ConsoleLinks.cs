using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Resellers;
using Distill.Reports.Parts;

namespace Distill.Reports.Console;

/// <summary>The addresses of the console's pages. Every value is escaped.</summary>
public static class ConsoleLinks
{
    public const string Queue = PageLinks.Console;
    public const string Operations = "/console/operations";
    public const string Decisions = "/console/decisions";
    public const string Allowed = "/console/allowlist";
    public const string Trends = "/console/trends";
    public const string Resellers = "/console/resellers";
    public const string Backtest = "/console/thresholds";
    public const string Search = "/console/search";
    public const string Style = "/console/console.css";
    public const string Seen = "/console/seen";
    public const string GraphScript = "/console/graph.js";
    public const string Override = "/console/account/override";

    /// <summary>The API's own export.</summary>
    public const string DecisionsCsv = "/api/v1/decisions?format=csv&limit=10000";

    /// <summary>The API's own export.</summary>
    public const string OverridesCsv = "/api/v1/overrides?format=csv&limit=10000";

    /// <summary>The API's own table or letter: what to ask a channel for.</summary>
    public static string Request(Channel channel, string format) =>
        With("/api/v1/resellers/request", ("channel", channel.ToString()), ("format", format));

    public static string Cluster(ClusterId cluster) => PageLinks.Cluster(cluster);

    /// <summary>The API's own bundle of a flagged cluster: what other systems read, and what can be kept.</summary>
    public static string Bundle(ClusterId cluster) => $"/api/v1/clusters/{cluster}/bundle";

    public static string Members(ClusterId cluster, int page) => FormattableString.Invariant($"{Cluster(cluster)}?page={page}#members");

    public static string Operation(OperationId operation) => PageLinks.Operation(operation);

    public static string Parts(OperationId operation, int page) => FormattableString.Invariant($"{Operation(operation)}?page={page}#parts");

    /// <summary>Where a decision is made on the case of a page.</summary>
    public static string Decide(string page) => $"{page}/decide";

    public static string Decide(string page, DecisionKind kind) => $"{Decide(page)}?decision={kind}";

    public static string Assign(ClusterId cluster) => $"{Cluster(cluster)}/assign";

    public static string Note(ClusterId cluster) => $"{Cluster(cluster)}/note";

    public static string Account(AccountId account) => PageLinks.Account(account);

    /// <summary>An address with a query. Values that are null or empty are left out.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join(
            '&',
            values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => $"{Uri.EscapeDataString(v.Name)}={Uri.EscapeDataString(v.Value!)}")
        );
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
