using Distill.Cli.Audit.Report;

namespace Distill.Cli.Honeypot.Audit.Report;

/// <summary>How it was computed, for the other side's expert.</summary>
internal static class MethodSection
{
    public static Html Of(SuspectFindings findings) => Html.Of($"""
        <h2>How it was computed</h2>
        <p>A cell is a pair of wordings in one context. For x choices of the second form among n in a cell, b is the suspect's own rate for that pair in all other contexts, v = b(1 − b)(4τ² + 1/n)
        with τ = {findings.Options.Tau:0.##} fixed in advance, and u = (x/n − b)/√v. The cell's weight is a = 4u/((3 + u²)√v). No key has a part in it, and a habit repeated ten thousand times is still one cell. A
        key says of every cell +1 or −1; z = Σ s·a / √Σ a². If the suspect is independent of the key, the signs are fair coins, so that p = min(exp(−z²/2), 3.178(1 − Φ(z)), min over t of exp(−t Σ s·a) Π cosh(t a)) for z
        above 0, and 1 otherwise, bounds the chance of such a z (Hoeffding, JASA 1963; Bentkus and Dzindzalieta, Bernoulli 2015; Chernoff). This holds for any weights and any text.</p>
        <p>Cells are divided between the provider's key, the clusters' and the accounts' by a secret of their own; each key is tested on its own layer's. A cluster is tested on what remains when the part that other shown
        clusters explain is taken out. p-values are corrected by Holm's procedure for {1 + findings.Result.Candidates.Count} keys, and multiplied by {findings.Options.Suspects} suspects and {findings.Options.Looks} looks. The chance at the
        top is twice the smallest of these and of the best candidate's test with the provider's cells added. Choices that the prompt itself shows were passed over.{(findings.FoundText ? Html.Of($" Typography was counted, the samples being text as it was found.") : Html.Of($" Typography was not counted."))}</p>
        {(findings.RequestsKnown ? Html.Of($"<p>The request of every text found is known. A key says which cells of a request's text were set, by a secret function apart from its signs (rate {findings.Options.MarkingRate:0.##}); only these were counted, each with a = +1 or −1 for the form that prevails in it, and no part explained by others was taken out.</p>") : Html.Of($""))}

        """);
}
