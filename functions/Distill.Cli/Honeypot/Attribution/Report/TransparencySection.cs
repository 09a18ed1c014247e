using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Dictionary;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>The evidence chain: which files were fixed, by which hash, and what the transparency log shows.</summary>
internal static class TransparencySection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>The evidence chain</h2>
            <p>The samples were frozen before they were scored: the hash below was computed from the file's bytes first, and again after they
            were read. If the SHA-256 of a file differs, it is not the file that was tested.</p>
            <table>
            <tr><th>What</th><th>File</th><th>SHA-256</th></tr>
            {Files(findings)}</table>
            {Transparency(findings.Transparency)}
            {(
                findings.Control is null
                    ? Html.Of($"<p>No control was given. Unmarked prose from the program's own grammar was used.</p>\n")
                    : Html.Empty
            )}{Rejected(findings)}
            """
        );

    private static Html Files(AttributionFindings findings) =>
        Html.Join([
            Row("Samples of the suspect", findings.Suspect.Name, findings.Suspect.Sha256),
            findings.Control is { } control ? Row("Unmarked control", control.Name, control.Sha256) : Html.Empty,
            Row("Candidates", findings.Candidates.Name, findings.Candidates.Sha256),
            Row("Dictionary of wordings", "built in", MarkDictionary.Standard.Hash),
            .. findings.Transparency?.Files.Select(f => Row("Transparency log", f.Key, f.Value)) ?? [],
        ]);

    private static Html Transparency(CheckedTransparency? transparency) =>
        transparency is null
            ? Html.Of(
                $"<p><strong>This test came without commitment, transparency log and time stamps.</strong> Without them, only our word says "
                    + $"that the key was fixed before the text was marked.</p>\n"
            )
            : Html.Of(
                $"""
                <p>{Frozen(transparency)} The folder of the transparency log was checked. <code>honeypot verify</code> checks it again from its
                files alone.</p>
                <ul>
                {transparency.Faults.Select(f => Html.Of($"<li><strong>Fault: {f}</strong></li>\n"))}{transparency.Findings.Select(f =>
                    Html.Of($"<li>{f}</li>\n")
                )}</ul>

                """
            );

    private static string Frozen(CheckedTransparency transparency) =>
        transparency.SamplesFrozen
            ? "The folder of the transparency log froze these samples."
            : "The folder of the transparency log did not freeze these samples: only our word says that they were chosen before they were scored.";

    private static Html Row(string what, string file, string hash) =>
        Html.Of($"<tr><td>{what}</td><td><code>{file}</code></td><td><code>{hash}</code></td></tr>\n");

    private static Html Rejected(AttributionFindings findings)
    {
        var rejected = findings
            .Suspect.Rejected.Concat(findings.Control?.Rejected ?? [])
            .Concat(findings.Candidates.Rejected)
            .CountBy(r => r.Reason)
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .ToArray();
        return rejected.Length == 0
            ? Html.Of($"<p>Every line could be read.</p>\n")
            : Html.Of(
                $"""
                <p>These lines could not be read and were left out. <code>audit.json</code> names them:</p>
                <table>
                <tr><th>Reason</th><th class="n">Lines</th></tr>
                {rejected.Select(r => Html.Of($"<tr><td>{r.Key.Replace('_', ' ')}</td><td class=\"n\">{r.Value}</td></tr>\n"))}</table>

                """
            );
    }
}
