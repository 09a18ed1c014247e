namespace Distill.Infra.Tests;

/// <summary>The three apps, and which function runs where.</summary>
internal static class Apps
{
    public static readonly string[] All = ["ingest", "serving", "correlation"];

    /// <summary>A new function gets its place here, in infra/main.bicep and in the role table: who calls it, and what does it touch?</summary>
    public static readonly IReadOnlyDictionary<string, string> Placement = new Dictionary<string, string>
    {
        ["CorrelateAccounts"] = "correlation",
        ["DecideCluster"] = "serving",
        ["GetChanges"] = "serving",
        ["GetCluster"] = "serving",
        ["GetClusters"] = "serving",
        ["GetOpenApi"] = "serving",
        ["GetVerdict"] = "serving",
        ["GetVerdicts"] = "serving",
        ["IngestCalls"] = "ingest",
        ["OverrideAccount"] = "serving",
        ["PostEvents"] = "ingest",
    };
}
