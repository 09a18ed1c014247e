using Distill.Core.Decisions;
using Distill.Core.Profiles;

namespace Distill.Reports.Console;

/// <summary>Decisions in plain words.</summary>
public static class DecisionWords
{
    /// <summary>What shadow mode means, beside whatever is decided.</summary>
    public const string ShadowMode = "Shadow mode: the API says allow for every member. Nobody is blocked until it ends, whatever is decided.";

    /// <summary>True if the decision goes to accounts that join later, too.</summary>
    public static bool HoldsForLater(DecisionKind kind) => kind is DecisionKind.Confirm or DecisionKind.Dismiss or DecisionKind.BanPlan;

    /// <summary>What a button says.</summary>
    public static string Title(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.Confirm => "Confirm",
            DecisionKind.Dismiss => "Dismiss",
            DecisionKind.BanPlan => "Plan a ban",
            DecisionKind.Shadow => "Put into shadow mode",
            DecisionKind.Unshadow => "End shadow mode",
            _ => "Reopen",
        };

    public static string Title(AllowEntry entry) =>
        (entry.Allows ? "Allow " : "Lift ")
        + entry.Kind switch
        {
            AllowKind.Business => "a business",
            AllowKind.Card => "a card",
            _ => "a network",
        };

    /// <summary>What the decision does.</summary>
    public static string Does(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.Confirm => "It is one operator's: every member is confirmed, and gets the action that is set for confirmed accounts.",
            DecisionKind.Dismiss => "It is innocent: every member is clear, until the dismissal ends or there is clearly more evidence. "
                + "Earlier confirmations end for good.",
            DecisionKind.BanPlan =>
                "As Confirm, but all members are blocked, whatever is set for confirmed accounts. All at once, so that none is warned by "
                    + "another's ban.",
            DecisionKind.Shadow => "Verdicts are shown, but every action is allow.",
            DecisionKind.Unshadow => "Actions take effect again.",
            _ => "Earlier decisions end for good, except on shadow mode. The correlation decides again.",
        };

    public static string Title(OverrideKind kind) =>
        kind switch
        {
            OverrideKind.Allow => "Allow",
            OverrideKind.Block => "Block",
            _ => "Lift",
        };

    public static string Does(OverrideKind kind) =>
        kind switch
        {
            OverrideKind.Allow => "The account may call, whatever its cluster says.",
            OverrideKind.Block => "The account is blocked, whatever its cluster says.",
            _ => "The override ends.",
        };
}
