using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Everybody by level: most of all those who were looked at and left alone.</summary>
internal static class SparedSection
{
    private static readonly (VerdictLevel Level, string Meaning)[] s_levels =
    [
        (VerdictLevel.Confirmed, "Strong evidence from independent families, and a link to the cluster of the account's own."),
        (VerdictLevel.Suspect, "Evidence from at least two independent families, and a link to the cluster of the account's own."),
        (
            VerdictLevel.Watch,
            "Something in common with others, too little to act on. Classes, companies, hackathons and users of one tool look like this."
        ),
        (VerdictLevel.Clear, "Assessed; nothing that sets the account apart from independent customers."),
        (VerdictLevel.NotAssessed, "Too little seen to say anything."),
    ];

    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>Everyone, by level</h2>
            <p>Many honest customers share an address, a company card, a prompt template or a working rhythm. What one family of evidence alone
            shows is therefore never enough to flag an account.</p>
            <table>
            <tr><th>Level</th><th class="n">Accounts</th><th>Meaning</th></tr>
            {s_levels.Select(l =>
                Html.Of($"<tr><td>{LevelBadge.Of(l.Level)}</td><td class=\"n\">{findings.CountOf(l.Level)}</td><td>{l.Meaning}</td></tr>\n")
            )}</table>

            """
        );
}
