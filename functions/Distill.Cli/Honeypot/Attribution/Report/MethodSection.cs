using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>How it was computed, for the other side's expert.</summary>
internal static class MethodSection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
        <h2>How it was computed</h2>
        <p>A cell is a pair of wordings in one context. For x choices of the second form among n in a cell, b is the suspect's own rate for that pair in all other contexts, v = b(1 − b)(4τ² + 1/n)
        with τ = {findings.Options.Tau:0.##} fixed in advance, and u = (x/n − b)/√v. The cell's weight is a = 8u/((7 + u²)√v). No key's signs have a part in it, and a habit repeated ten thousand times is still one cell. A
        key says of every cell +1 or −1; z = Σ s·a / √Σ a², with a rounded to a sixteenth of the root of its mean square. If the suspect is independent of the key, the signs are fair coins, so that p = min(exp(−z²/2), 3.178(1 − Φ(z)), min over t of exp(−t Σ s·a) Π cosh(t a)) for z
        above 0, and 1 otherwise, bounds the chance of such a z (Hoeffding, JASA 1963; Bentkus and Dzindzalieta, Bernoulli 2015; Chernoff). This holds for any weights and any text. Where
        that bound is below e⁻⁷ and the sums are few enough to be listed, p is the chance itself, from the distribution of all of them.</p>
        <p>Cells are divided between the provider's key, the clusters' and the accounts' by a secret of their own; each key is tested on its own layer's. A cluster is tested on what remains when the part that other shown
        clusters explain is taken out. p-values are corrected by Holm's procedure for {1 + findings.Result.Candidates.Count} keys, and multiplied by {findings.Options.Suspects} suspects and {findings.Options.Looks} looks. The chance at the
        top is the smaller of 10/9 of the best candidate's with the provider's cells added and ten times the smallest of all others. Choices that the prompt itself shows were passed over; of an answer that goes on with a given beginning only what stands behind it was counted.{(findings.FoundText ? Html.Of($" Typography was counted, the samples being text as it was found.") : Html.Of($" Typography was not counted."))}</p>
        {(findings.FoundText ? Html.Of($"""
            <p>These samples are text as it was found; of {findings.RequestsKnown:N0} of {findings.Suspect.Rows.Count:N0} the request is known. Here each choice was weighed by how much likelier it is where a key set it than as the model would have
            written it: with m the form's rate in the control's same cell, drawn towards the pair's rate elsewhere with the weight of ten sightings ({(findings.Control is null ? "none was given: both forms were taken as likely" : "as given, held between 0.02 and 0.98")}), ln(0.95/m + 0.05) for a choice that the key drew for that request and that has its sign's form,
            ln 0.05 for one drawn that has the other, 0 for one not drawn; where the request is not known, the logarithm of the average over the draw. A provider's or cluster's cell is drawn at a rate of {findings.Options.MarkingRate:0.##}, an account's always.
            The chance is that of the sum being as large when signs and draws are fair tosses and the text is what it is: Chernoff's bound, or the exact distribution on a grid, rounded upwards. No control needs to be right for that.</p>
            """) : findings.RequestsKnown > 0 ? Html.Of($"""
            <p>Of {findings.RequestsKnown:N0} of {findings.Suspect.Rows.Count:N0} samples the request is known whose answer they were asked to go on with. Of such a sample only a choice that stands right behind the beginning was counted, and held against a key only where the key draws its cell for that
            request, a provider's or cluster's with a chance of {findings.Options.MarkingRate:0.##}, an account's always: x and n of a cell are then of these, and differ from key to key. b is of all choices. What a key draws is independent of its signs, so that
            these are fair coins all the same.</p>
            """) : Html.Of($""))}

        """
        );
}
