using Distill.Functions.Auth;
using Distill.Functions.Triggers;

namespace Distill.Functions.Middleware;

/// <summary>Which role each function of the API asks for. One that is not named here answers nobody.</summary>
internal static class Access
{
    /// <summary>What a function asks for; false when it is not named.</summary>
    public static bool TryFind(string function, out Role role) => s_roles.TryGetValue(function, out role);

    private static readonly Dictionary<string, Role> s_roles = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(GetVerdict)] = Role.ReadVerdicts,
        [nameof(GetVerdicts)] = Role.ReadVerdicts,
        [nameof(GetChanges)] = Role.ReadVerdicts,
        [nameof(GetClusters)] = Role.ReadEvidence,
        [nameof(GetCluster)] = Role.ReadEvidence,
        [nameof(DecideCluster)] = Role.Decide,
        [nameof(OverrideAccount)] = Role.Decide,
        [nameof(PostEvents)] = Role.SendEvents,
        [nameof(MarkText)] = Role.ReadVerdicts,
        [nameof(GetReceipts)] = Role.ReadEvidence,
        [nameof(GetOpenApi)] = Role.Any,
    };
}
