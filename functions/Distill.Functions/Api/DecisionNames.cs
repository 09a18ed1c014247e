using System.Text.Json;
using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>The API's names of decisions, overrides and states of a cluster, in snake case.</summary>
internal static class DecisionNames
{
    /// <summary>The state of a cluster on which nobody decided.</summary>
    public const string Open = "open";

    /// <summary>The state of an operation whose clusters have different ones.</summary>
    public const string Mixed = "mixed";

    public static string Name(this DecisionKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string Name(this OverrideKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string StateName(this ClusterStanding standing) =>
        standing.State?.Kind switch
        {
            DecisionKind.Confirm => "confirmed",
            DecisionKind.Dismiss => "dismissed",
            DecisionKind.BanPlan => "ban_planned",
            _ => Open,
        };

    /// <summary>Reads a name; null for any other text.</summary>
    public static DecisionKind? Decision(string? name) =>
        Enum.GetValues<DecisionKind>().Cast<DecisionKind?>().FirstOrDefault(k => k!.Value.Name() == name);

    /// <summary>Reads a name; null for any other text.</summary>
    public static OverrideKind? Override(string? name) =>
        Enum.GetValues<OverrideKind>().Cast<OverrideKind?>().FirstOrDefault(k => k!.Value.Name() == name);
}
