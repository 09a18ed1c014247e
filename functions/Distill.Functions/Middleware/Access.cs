using Distill.Functions.Auth;
using Distill.Functions.Triggers;

namespace Distill.Functions.Middleware;

/// <summary>The role that each function of the API needs. A function without a role here answers nobody.</summary>
internal static class Access
{
    /// <summary>The role that a function needs; false if it has none here.</summary>
    public static bool TryFind(string function, out Role role) => s_roles.TryGetValue(function, out role);

    private static readonly Dictionary<string, Role> s_roles = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(GetVerdict)] = Role.ReadVerdicts,
        [nameof(FindVerdict)] = Role.ReadVerdicts,
        [nameof(GetVerdicts)] = Role.ReadVerdicts,
        [nameof(GetChanges)] = Role.ReadVerdicts,
        [nameof(GetClusters)] = Role.ReadEvidence,
        [nameof(GetDecisions)] = Role.ReadEvidence,
        [nameof(GetOverrides)] = Role.ReadEvidence,
        [nameof(GetVerifications)] = Role.ReadEvidence,
        [nameof(GetResellers)] = Role.ReadEvidence,
        [nameof(GetResellerRequest)] = Role.ReadEvidence,
        [nameof(GetCluster)] = Role.ReadEvidence,
        [nameof(GetClusterBundle)] = Role.ReadEvidence,
        [nameof(GetOperations)] = Role.ReadEvidence,
        [nameof(GetOperation)] = Role.ReadEvidence,
        [nameof(DecideOperation)] = Role.Decide,
        [nameof(DecideCluster)] = Role.Decide,
        [nameof(OverrideAccount)] = Role.Decide,
        [nameof(OverrideAnyAccount)] = Role.Decide,
        [nameof(GetAllowList)] = Role.ReadEvidence,
        [nameof(AllowValue)] = Role.Decide,
        [nameof(PostIndicators)] = Role.Decide,
        [nameof(PostEvents)] = Role.SendEvents,
        [nameof(PostAttestations)] = Role.SendEvents,
        [nameof(PostTraces)] = Role.SendEvents,
        [nameof(PostLogs)] = Role.SendEvents,
        [nameof(MarkText)] = Role.MarkText,
        [nameof(GetReceipts)] = Role.ReadEvidence,
        [nameof(GetAudits)] = Role.ReadEvidence,
        [nameof(RecordAudit)] = Role.Decide,
        [nameof(Search)] = Role.ReadEvidence,
        [nameof(ShowConsole)] = Role.ReadEvidence,
        [nameof(DecideInConsole)] = Role.Decide,
        [nameof(GetOpenApi)] = Role.Any,
        [nameof(AnswerOthers)] = Role.Any,
    };
}
