using Distill.Cli.Audit.Report;
using Distill.Core.Honeypots;

namespace Distill.Cli.Honeypot.Audit.Report;

/// <summary>The evidence chain: what was fixed, and by which hash.</summary>
internal static class EvidenceSection
{
    public static Html Of(SuspectFindings findings) => Html.Of($"""
        <h2>The evidence chain</h2>
        <p>The samples were frozen before they were scored: the hash below was taken of the file's bytes first, and again after they were read. A file whose SHA-256 differs is not the one that was audited.</p>
        <table>
        <tr><th>What</th><th>File</th><th>SHA-256</th></tr>
        {Row("Samples of the suspect", findings.Suspect.Name, findings.Suspect.Sha256)}{(findings.Control is { } control ? Row("Unmarked control", control.Name, control.Sha256) : Html.Empty)}{Row("Candidates", findings.Candidates.Name, findings.Candidates.Sha256)}{Row("Dictionary of wordings", "built in", MarkDictionary.Standard.Hash)}{findings.Chain.Select(f => Row("Commitment, log or time stamp", f.Name, f.Sha256))}</table>
        {(findings.Chain.Count > 0 ? Html.Of($"<p>Whether the commitment, the log's proofs and the time stamps hold is checked from these files alone by <code>honeypot verify</code>.</p>\n") : Html.Of($"<p><strong>No commitment, log or time stamp was laid beside this audit.</strong> Without them, that the key was fixed before the text was marked rests on our word.</p>\n"))}
        {(findings.Control is null ? Html.Of($"<p>No control was given; unmarked prose out of the program's own grammar was used.</p>\n") : Html.Empty)}{Rejected(findings)}
        """);

    private static Html Row(string what, string file, string hash) => Html.Of($"<tr><td>{what}</td><td><code>{file}</code></td><td><code>{hash}</code></td></tr>\n");

    private static Html Rejected(SuspectFindings findings)
    {
        var rejected = findings.Suspect.Rejected.Concat(findings.Control?.Rejected ?? []).Concat(findings.Candidates.Rejected).CountBy(r => r.Reason).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        return rejected.Length == 0 ? Html.Of($"<p>Every line could be read.</p>\n") : Html.Of($"""
            <p>Lines that could not be read, and had no part in this; <code>audit.json</code> names them:</p>
            <table>
            <tr><th>Reason</th><th class="n">Lines</th></tr>
            {rejected.Select(r => Html.Of($"<tr><td>{r.Key.Replace('_', ' ')}</td><td class=\"n\">{r.Value}</td></tr>\n"))}</table>

            """);
    }
}
