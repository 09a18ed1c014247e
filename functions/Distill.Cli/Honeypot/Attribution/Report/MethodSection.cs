using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>How the figures were computed, for the other side's expert.</summary>
internal static class MethodSection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>How it was computed</h2>
            {Weights(findings)}{Corrections(findings)}{Requests(findings)}

            """
        );

    private static Html Weights(AttributionFindings findings) =>
        Html.Of(
            $"""
            <p>A cell is a pair of wordings in one context. Let x of the n choices in a cell have the second form, and let b be the suspect's own
            rate for that pair in all other contexts. Then v = b(1 − b)(4τ² + 1/n), with τ = {findings.Options.Tau:0.##} fixed in advance, and
            u = (x/n − b)/√v. The cell's weight is a = 8u/((7 + u²)√v). The signs of a key have no part in it, and a habit repeated ten
            thousand times is still one cell. A key gives every cell a sign s, +1 or −1, and z = Σ s·a / √Σ a², with a rounded to a sixteenth
            of the root of its mean square. If the suspect is independent of the key, the signs are fair coins. Then, for z above 0,
            p = min(exp(−z²/2), 3.178(1 − Φ(z)), min over t of exp(−t Σ s·a) Π cosh(t a))
            bounds the chance of such a z (Hoeffding, JASA 1963; Bentkus and Dzindzalieta, Bernoulli 2015; Chernoff); otherwise p is 1. This
            holds for any weights and any text. Where that bound is below e⁻⁷ and the sums are few enough to be listed, p is the chance itself,
            from the distribution of all of them.</p>

            """
        );

    private static Html Corrections(AttributionFindings findings) =>
        Html.Of(
            $"""
            <p>A secret divides the cells between the provider's key, the clusters' keys and the accounts' keys. Each key is tested on the cells
            of its own layer. A cluster is tested on what remains when the part that other shown clusters explain is taken out. The p-values are
            corrected by Holm's procedure for {1 + findings.Result.Candidates.Count} keys, and multiplied by {findings.Options.Suspects} suspects
            and {findings.Options.Looks} looks. The chance at the top is the smaller of two figures: 10/9 of the best candidate's with the
            provider's cells added, and ten times the smallest of all others. Choices that the prompt itself shows were left out. Of an answer
            that goes on with a given beginning, only what follows the beginning was counted.</p>

            """
        );

    private static Html Requests(AttributionFindings findings) =>
        findings.FoundText ? Found(findings)
        : findings.RequestsKnown > 0 ? Asked(findings)
        : Html.Empty;

    private static Html Found(AttributionFindings findings) =>
        Html.Of(
            $"""
            <p>These samples are text as it was found; of {findings.RequestsKnown:N0} of {findings.Suspect.Rows.Count:N0} the request is known.
            Here each choice was weighed by how much likelier it is where a key set it than as the model would have written it. Let m be the
            form's rate in the same cell of the control, drawn towards the pair's rate elsewhere with the weight of ten sightings ({(
                findings.Control is null
                    ? "no control was given, so both forms were taken as equally likely"
                    : "from the control as given, kept between 0.02 and 0.98"
            )}). A choice that the key drew for that request counts ln(0.95/m + 0.05) if it has its sign's form, and ln 0.05 if it has the other.
            A choice that was not drawn counts 0. Where the request is not known, the logarithm of the average over the draw counts. The cell of
            a provider or a cluster is drawn at a rate of {findings.Options.MarkingRate:0.##}, that of an account always. The chance is that of
            a sum as large when signs and draws are fair tosses and the text is what it is: Chernoff's bound, or the exact distribution on a
            grid, rounded upwards. This holds even if the control is wrong. {Marked(findings)}</p>

            """
        );

    private static Html Asked(AttributionFindings findings) =>
        Html.Of(
            $"""
            <p>Of {findings.RequestsKnown:N0} of {findings.Suspect.Rows.Count:N0} samples we know the request whose answer they were asked to go
            on with. Of such a sample only the choice right behind the beginning was counted. A key was tested on it only where the key draws
            its cell for that request: a provider or a cluster with a chance of {findings.Options.MarkingRate:0.##}, an account always. So x and
            n of a cell are of these choices and differ from key to key, while b is of all choices. What a key draws does not depend on its
            signs, so these are fair coins all the same. {Marked(findings)} An answer by log-probabilities was counted as
            {SiteCounts.Answers} choices. {findings.NoChoice:N0} answers made no choice and were not counted.</p>

            """
        );

    private static string Marked(AttributionFindings findings) =>
        findings.ClustersKnown > 0
            ? $"Of {findings.ClustersKnown:N0} samples it is known for which cluster and account the answer was marked. They were held against the "
                + "keys of these two alone, and against the provider's. No sign of a key has a part in that."
            : "";
}
