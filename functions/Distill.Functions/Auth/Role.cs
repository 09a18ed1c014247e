namespace Distill.Functions.Auth;

/// <summary>What a caller may do. The three of the verdicts are apart, and so is sending events.</summary>
internal enum Role
{
    /// <summary>Whoever has a role at all.</summary>
    Any,

    /// <summary>Verdicts and their changes: the API tier.</summary>
    ReadVerdicts,

    /// <summary>Clusters and the evidence behind them: analysts.</summary>
    ReadEvidence,

    /// <summary>Decisions and overrides.</summary>
    Decide,

    /// <summary>Events over HTTP.</summary>
    SendEvents,
}

/// <summary>Roles by the names that they have as app roles of Entra ID.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> s_roles = new(StringComparer.Ordinal)
    {
        ["Distill.Verdicts.Read"] = Role.ReadVerdicts,
        ["Distill.Evidence.Read"] = Role.ReadEvidence,
        ["Distill.Decide"] = Role.Decide,
        ["Distill.Events.Write"] = Role.SendEvents,
    };

    /// <summary>The role of a name; false for any other text.</summary>
    public static bool TryParse(string name, out Role role) => s_roles.TryGetValue(name, out role);
}
