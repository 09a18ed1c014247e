using Distill.Contracts;
using Distill.Core.Decisions;

namespace Distill.Reports.Console;

/// <summary>The addresses of the console's pages. Every value is escaped.</summary>
public static class ConsoleLinks
{
    public const string Queue = "/console";
    public const string Decisions = "/console/decisions";
    public const string Trends = "/console/trends";
    public const string Search = "/console/search";
    public const string Style = "/console/console.css";
    public const string Override = "/console/account/override";
    public const string AccountPage = "/console/account";

    /// <summary>The API's own export.</summary>
    public const string DecisionsCsv = "/api/v1/decisions?format=csv&limit=10000";

    /// <summary>The API's own export.</summary>
    public const string OverridesCsv = "/api/v1/overrides?format=csv&limit=10000";

    public static string Cluster(ClusterId cluster) => $"{Queue}/clusters/{cluster}";

    public static string Members(ClusterId cluster, int page) => FormattableString.Invariant($"{Cluster(cluster)}?page={page}#members");

    public static string Decide(ClusterId cluster, DecisionKind kind) => $"{Decide(cluster)}?decision={kind}";

    public static string Decide(ClusterId cluster) => $"{Cluster(cluster)}/decide";

    // An id may be one that a path can't carry, such as "..".
    public static string Account(AccountId account) => $"{AccountPage}?id={Uri.EscapeDataString(account.Value)}";

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
