namespace Distill.Reports.Words;

/// <summary>What ties clusters of an operation, in plain words: what a finding says, and which innocent customers look the same.</summary>
/// <param name="Title">The tie in a word or two.</param>
/// <param name="Says">What the clusters have in common.</param>
/// <param name="Innocent">Who looks the same; empty if nobody does.</param>
public sealed record TieWords(string Title, string Says, string Innocent)
{
    /// <summary>The words of a signal. An unknown one keeps its name.</summary>
    public static TieWords Of(string signal) =>
        signal switch
        {
            "operation_means" => new(
                "Cards and devices",
                "have the same cards or devices",
                "Accounts of one company pay with one card in the open. Values that an open company owns are left out."
            ),
            "operation_templates" => new(
                "Framings",
                "use framings that hardly anybody else uses",
                "Users of one tool have its framings. Those that unrelated customers use too count for nothing."
            ),
            "operation_births" => new(
                "Births",
                "opened their accounts in the same days",
                "A class, a hackathon or a press report brings many sign-ups within days."
            ),
            "operation_starts" => new(
                "One stock",
                "took their accounts from one stock",
                "A company may open accounts for its staff, and let them begin together."
            ),
            "operation_before" => new("Known before", "were one operation before", ""),
            _ => new(Shown.Words(signal), $"have {Shown.Words(signal)} in common", ""),
        };
}
