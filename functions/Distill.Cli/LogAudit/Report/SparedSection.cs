using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>All accounts by level, also those that were looked at and left alone.</summary>
internal static class SparedSection
{
    private static readonly (VerdictLevel Level, string Meaning)[] s_levels =
    [
        (VerdictLevel.Confirmed, "Strong evidence of independent kinds, and the account itself is linked to the cluster."),
        (VerdictLevel.Suspect, "Evidence of at least two independent kinds, and the account itself is linked to the cluster."),
        (
            VerdictLevel.Watch,
            "It has something in common with others, too little to act on. Classes, companies, hackathons and users of one tool look like this."
        ),
        (VerdictLevel.Clear, "Assessed. Nothing sets the account apart from independent customers."),
        (VerdictLevel.NotAssessed, "Too few calls to say anything."),
    ];

    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>All accounts, by level</h2>
            <p>Many honest customers share an address, a company card, a prompt framing or a working rhythm. So one kind of evidence alone is
            never enough to flag an account.</p>
            <table>
            <tr><th>Level</th><th class="n">Accounts</th><th>Meaning</th></tr>
            {s_levels.Select(l =>
                Html.Of($"<tr><td>{LevelBadge.Of(l.Level)}</td><td class=\"n\">{findings.CountOf(l.Level)}</td><td>{l.Meaning}</td></tr>\n")
            )}</table>

            """
        );
}
