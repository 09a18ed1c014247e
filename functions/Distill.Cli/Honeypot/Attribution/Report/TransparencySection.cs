using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Dictionary;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>The evidence chain: what was fixed, and by which hash.</summary>
internal static class TransparencySection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>The evidence chain</h2>
            <p>The samples were frozen before they were scored: the hash below was taken of the file's bytes first, and again after they were read. A file whose SHA-256 differs is not the one that was audited.</p>
            <table>
            <tr><th>What</th><th>File</th><th>SHA-256</th></tr>
            {Row("Samples of the suspect", findings.Suspect.Name, findings.Suspect.Sha256)}{(
                findings.Control is { } control ? Row("Unmarked control", control.Name, control.Sha256) : Html.Empty
            )}{Row("Candidates", findings.Candidates.Name, findings.Candidates.Sha256)}{Row(
                "Dictionary of wordings",
                "built in",
                MarkDictionary.Standard.Hash
            )}{findings.Chain?.Files.Select(f => Row("Evidence folder", f.Key, f.Value)) ?? []}</table>
            {Chain(findings.Chain)}
            {(
                findings.Control is null
                    ? Html.Of($"<p>No control was given; unmarked prose out of the program's own grammar was used.</p>\n")
                    : Html.Empty
            )}{Rejected(findings)}
            """
        );

    private static Html Chain(CheckedTransparency? chain) =>
        chain is null
            ? Html.Of(
                $"<p><strong>No commitment, log or time stamp was laid beside this audit.</strong> Without them, that the key was fixed "
                    + $"before the text was marked rests on our word.</p>\n"
            )
            : Html.Of(
                $"""
                <p>{(
                    chain.SamplesFrozen
                        ? "The samples are among those that the evidence folder froze."
                        : "The samples are not among those that the evidence folder froze: that they were chosen before they were scored rests on our word."
                )}
                The folder was checked; <code>honeypot verify</code> does so again from its files alone.</p>
                <ul>
                {chain.Faults.Select(f => Html.Of($"<li><strong>Fault: {f}</strong></li>\n"))}{chain.Findings.Select(f =>
                    Html.Of($"<li>{f}</li>\n")
                )}</ul>

                """
            );

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
                <p>Lines that could not be read, and had no part in this; <code>audit.json</code> names them:</p>
                <table>
                <tr><th>Reason</th><th class="n">Lines</th></tr>
                {rejected.Select(r => Html.Of($"<tr><td>{r.Key.Replace('_', ' ')}</td><td class=\"n\">{r.Value}</td></tr>\n"))}</table>

                """
            );
    }
}
