namespace Distill.EndToEnd.Tests;

/// <summary>The app's functions as the development host lists them.</summary>
internal static class AppFunctions
{
    public static readonly string[] Names =
    [
        "AllowValue",
        "AnswerOthers",
        "CorrelateAccounts",
        "DecideCluster",
        "DecideInConsole",
        "DecideOperation",
        "ExpireEvents",
        "ExpireVerdicts",
        "FindVerdict",
        "GetAllowList",
        "GetAudits",
        "GetChanges",
        "GetCluster",
        "GetClusterBundle",
        "GetClusters",
        "GetDecisions",
        "GetOpenApi",
        "GetOperation",
        "GetOperations",
        "GetOverrides",
        "GetReceipts",
        "GetResellerRequest",
        "GetResellers",
        "GetVerdict",
        "GetVerdicts",
        "GetVerifications",
        "IngestCalls",
        "JoinSpans",
        "JudgeNewcomers",
        "MarkText",
        "OverrideAccount",
        "OverrideAnyAccount",
        "PostAttestations",
        "PostEvents",
        "PostIndicators",
        "PostLogs",
        "PostTraces",
        "RecordAudit",
        "Search",
        "ShowConsole",
    ];
}
