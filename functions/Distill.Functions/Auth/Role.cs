namespace Distill.Functions.Auth;

/// <summary>What a caller may do. Each role is given separately.</summary>
internal enum Role
{
    /// <summary>Any role is enough.</summary>
    Any,

    /// <summary>Read verdicts and their changes: the API tier.</summary>
    ReadVerdicts,

    /// <summary>Read clusters and the evidence behind them: analysts.</summary>
    ReadEvidence,

    /// <summary>Make decisions and overrides.</summary>
    Decide,

    /// <summary>Send events over HTTP.</summary>
    SendEvents,

    /// <summary>Have answers marked. Each marked answer is logged, so this is more than to read verdicts.</summary>
    MarkText,
}

/// <summary>The names that roles have as app roles of Entra ID.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> s_roles = new(StringComparer.Ordinal)
    {
        ["Distill.Verdicts.Read"] = Role.ReadVerdicts,
        ["Distill.Evidence.Read"] = Role.ReadEvidence,
        ["Distill.Decide"] = Role.Decide,
        ["Distill.Events.Write"] = Role.SendEvents,
        ["Distill.Honeypots.Mark"] = Role.MarkText,
    };

    /// <summary>The role of a name; false for any other text.</summary>
    public static bool TryParse(string name, out Role role) => s_roles.TryGetValue(name, out role);
}
