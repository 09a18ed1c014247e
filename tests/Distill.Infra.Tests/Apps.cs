namespace Distill.Infra.Tests;

/// <summary>The three apps, and which function runs where.</summary>
internal static class Apps
{
    public static readonly string[] All = ["ingest", "serving", "correlation"];

    /// <summary>Add a new function here, in infra/main.bicep and in the role table: who calls it, and what does it reach?</summary>
    public static readonly IReadOnlyDictionary<string, string> Placement = new Dictionary<string, string>
    {
        ["AllowValue"] = "serving",
        ["AnswerOthers"] = "serving",
        ["CorrelateAccounts"] = "correlation",
        ["DecideCluster"] = "serving",
        ["DecideInConsole"] = "serving",
        ["DecideOperation"] = "serving",
        ["ExpireEvents"] = "ingest",
        ["ExpireVerdicts"] = "correlation",
        ["FindVerdict"] = "serving",
        ["GetAllowList"] = "serving",
        ["GetAudits"] = "serving",
        ["GetChanges"] = "serving",
        ["GetCluster"] = "serving",
        ["GetClusterBundle"] = "serving",
        ["GetClusters"] = "serving",
        ["GetDecisions"] = "serving",
        ["GetOpenApi"] = "serving",
        ["GetOperation"] = "serving",
        ["GetOperations"] = "serving",
        ["GetOverrides"] = "serving",
        ["GetReceipts"] = "serving",
        ["GetResellerRequest"] = "serving",
        ["GetResellers"] = "serving",
        ["GetVerdict"] = "serving",
        ["GetVerdicts"] = "serving",
        ["GetVerifications"] = "serving",
        ["IngestCalls"] = "ingest",
        ["JoinSpans"] = "ingest",
        ["JudgeNewcomers"] = "correlation",
        ["MarkText"] = "serving",
        ["OverrideAccount"] = "serving",
        ["OverrideAnyAccount"] = "serving",
        ["PostAttestations"] = "ingest",
        ["PostEvents"] = "ingest",
        ["PostIndicators"] = "serving",
        ["PostLogs"] = "ingest",
        ["PostTraces"] = "ingest",
        ["RecordAudit"] = "serving",
        ["Search"] = "serving",
        ["ShowConsole"] = "serving",
    };
}
