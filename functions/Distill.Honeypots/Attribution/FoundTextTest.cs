using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Tests found text against keys by the likelihood ratio: how much likelier each choice is in text that the key marked than in the model's own text.
/// A cell that is set has its sign's form, unless it was edited since. Any other cell has each form at the model's own rate, so a form that the model
/// hardly uses says most. If those rates are right, no test of one key is sharper (Neyman and Pearson's lemma).
/// </summary>
/// <remarks>
/// The p-value holds even if no rate is right. If the suspect never saw the key's text, the key's signs are fair coins, and so is, at the marking's
/// rate, which cells a request draws. Both are independent of the text. The test holds the text fixed and sums up the ratio's distribution over these
/// coins.
/// </remarks>
internal sealed class FoundTextTest
{
    // The chance that a choice was edited between leaving and being found. A higher chance tolerates more editing, but costs power on text that was
    // not edited.
    private const double Edited = 0.05;

    // The lowest rate that a form can have. It limits one sighting to 4 nats, however rare the form is in the usage.
    private const double Rarest = 0.02;

    // The pair's rate elsewhere counts as much as this many sightings in the cell itself. With fewer, the test trusts a cell that was seen once. With
    // more, it ignores that habits depend on the word before.
    private const double Pooled = 10;

    // The most sightings of a cell that count, for each form. A leak that has more needs no more.
    private const int Most = 8;

    private static readonly bool[] s_signs = [false, true];

    private readonly double _rate;
    private readonly Dictionary<Layer, (FoundCell Cell, Outcome[] Outcomes)[]> _layers;

    /// <param name="answers">The text that was found.</param>
    /// <param name="usage">Unmarked text of the same model. If it does not have a pair, both forms count as equally likely.</param>
    /// <param name="router">The router of the epoch.</param>
    /// <param name="rate">The rate at which text was marked.</param>
    public FoundTextTest(IReadOnlyList<Answer> answers, SiteCounts usage, CellRouter router, double rate)
    {
        _rate = rate;
        var known = usage.Cells.ToDictionary(c => c.Cell);
        var pairs = usage
            .Cells.GroupBy(c => c.Cell.Pair)
            .ToDictionary(g => g.Key, g => (Chosen: g.Sum(c => (long)c.Chosen), Sightings: g.Sum(c => (long)c.Sightings)));
        var cells = Sightings(answers)
            .GroupBy(s => s.Cell)
            .OrderBy(g => g.Key.Pair)
            .ThenBy(g => g.Key.Context)
            .Select(g => new FoundCell(
                g.Key,
                Usual(known.GetValueOrDefault(g.Key), pairs.GetValueOrDefault(g.Key.Pair)),
                [.. g.Where(s => s.Form).Select(s => s.Source)],
                [.. g.Where(s => !s.Form).Select(s => s.Source)]
            ))
            .ToLookup(c => router.Route(c.Cell));
        _layers = Enum.GetValues<Layer>()
            .ToDictionary(l => l, l => cells[l].Select(c => (c, c.IsForAll ? Outcomes(c.Limited(), l.Rate(rate)) : [])).ToArray());
    }

    /// <summary>
    /// Returns the form that each request's text shows in each cell. Pieces of one request count together, because a request draws each cell once. If
    /// both forms are equally frequent, the cell is left out.
    /// </summary>
    private static IEnumerable<(Cell Cell, Source Source, bool Form)> Sightings(IReadOnlyList<Answer> answers) =>
        answers
            .Select((answer, i) => (answer, Piece: (Source: new Source(answer.Request, answer.Marked), answer.Request.Length > 0 ? 0 : i)))
            .GroupBy(a => a.Piece, a => a.answer.Choices.Cells)
            .SelectMany(texts =>
                texts.SelectMany(c => c).GroupBy(c => c.Cell).Select(c => (c.Key, texts.Key.Source, c.Sum(n => (2 * n.Chosen) - n.Sightings)))
            )
            .Where(s => s.Item3 != 0)
            .Select(s => (s.Key, s.Source, s.Item3 > 0));

    /// <summary>Tests whether these keys marked the found text. There may be one key for each layer.</summary>
    public SignTest Test(params ReadOnlySpan<MarkKey> keys) => Test(keys, null);

    /// <summary>Tests a decoy on the text of another code or account; null for all text.</summary>
    public SignTest Test(MarkKey decoy, string? standsFor) => Test([decoy], standsFor);

    private SignTest Test(ReadOnlySpan<MarkKey> keys, string? standsFor)
    {
        // A cell belongs to one layer, so the layers' coins are independent.
        var (terms, observed) = (new List<Outcome[]>(), 0.0);
        foreach (var key in keys)
        {
            var draws = new RequestDraws(key, _rate, standsFor);
            foreach (var (cell, outcomes) in _layers[key.Layer])
            {
                var own = cell.Of(draws).Limited();
                if (own.Second.Length + own.First.Length > 0)
                {
                    terms.Add(cell.IsForAll ? outcomes : Outcomes(own, draws.Rate));
                    observed += Ratio(own, key, draws);
                }
            }
        }

        var (mean, variance) = IndependentSum.Moments(terms);
        return variance > 0
            ? new SignTest((observed - mean) / Math.Sqrt(variance), IndependentSum.LogUpper(terms, observed), terms.Count)
            : new SignTest(0, 0, terms.Count);
    }

    /// <summary>
    /// Returns the model's rate in a cell: what was seen there, drawn towards the pair's rate in all other cells. Each form counts half a sighting
    /// more (Krichevsky and Trofimov).
    /// </summary>
    private static double Usual(CellCount cell, (long Chosen, long Sightings) pair)
    {
        var elsewhere = (pair.Chosen - cell.Chosen + 0.5) / (pair.Sightings - cell.Sightings + 1);
        return Math.Clamp((cell.Chosen + (Pooled * elsewhere)) / (cell.Sightings + Pooled), Rarest, 1 - Rarest);
    }

    /// <summary>Returns ln of one cell's ratio, as the key's signs and draws give it.</summary>
    private static double Ratio(FoundCell cell, MarkKey key, RequestDraws draws)
    {
        var (sign, sum) = (key.Sign(cell.Cell) > 0, 0.0);
        foreach (var (form, sources) in cell.Forms)
        {
            foreach (var source in sources)
            {
                sum +=
                    source.Request.Length == 0 ? cell.Ratio(form, sign, draws.Rate)
                    : draws.Sets(source.Request, cell.Cell) ? cell.Ratio(form, sign, 1)
                    : 0;
            }
        }

        return sum;
    }

    /// <summary>Returns ln of one cell's ratio for every result of the coins, each with its chance.</summary>
    private static Outcome[] Outcomes(FoundCell cell, double rate) =>
        [
            .. s_signs.SelectMany(sign =>
            {
                var outcomes = new List<Outcome> { new(0.5, 0) };
                foreach (var (form, sources) in cell.Forms)
                {
                    // The sign alone decides the first part. The request's draws decide the second.
                    var drawn = rate >= 1 ? 0 : sources.Count(s => s.Request.Length > 0);
                    var (fast, each) = ((sources.Length - drawn) * cell.Ratio(form, sign, rate), cell.Ratio(form, sign, 1));
                    outcomes =
                    [
                        .. outcomes.SelectMany(o =>
                            Enumerable.Range(0, drawn + 1).Select(n => new Outcome(o.P * Binomial(n, drawn, rate), o.Value + fast + (n * each)))
                        ),
                    ];
                }

                return outcomes;
            }),
        ];

    private static double Binomial(int hits, int of, double p)
    {
        var chance = Math.Pow(p, hits) * Math.Pow(1 - p, of - hits);
        for (var i = 1; i <= hits; i++)
        {
            chance *= (double)(of - hits + i) / i;
        }

        return chance;
    }

    /// <summary>Where a sighting comes from.</summary>
    /// <param name="Request">The request; empty if unknown.</param>
    /// <param name="Marked">Whom its answer was marked for; null if unknown.</param>
    private readonly record struct Source(string Request, MarkAssignment? Marked);

    /// <param name="Cell">The cell.</param>
    /// <param name="Usual">The model's rate of the pair's second form there.</param>
    /// <param name="Second">The texts that have the second form.</param>
    /// <param name="First">The texts that have the first form.</param>
    private sealed record FoundCell(Cell Cell, double Usual, Source[] Second, Source[] First)
    {
        public IEnumerable<(bool Form, Source[] Sources)> Forms => [(true, Second), (false, First)];

        /// <summary>Whether every sighting counts for every key.</summary>
        public bool IsForAll { get; } = Array.TrueForAll([.. Second, .. First], s => s.Marked is null);

        /// <summary>Returns the cell without the texts that were marked for others.</summary>
        public FoundCell Of(RequestDraws draws) => IsForAll ? this : new(Cell, Usual, Own(Second, draws), Own(First, draws));

        /// <summary>Returns the cell with no more sightings than count.</summary>
        public FoundCell Limited() =>
            Second.Length <= Most && First.Length <= Most ? this : new(Cell, Usual, [.. Second.Take(Most)], [.. First.Take(Most)]);

        /// <summary>Returns ln of how much likelier a form is where the cell is set to the sign with this chance than where it is not set.</summary>
        public double Ratio(bool form, bool sign, double set)
        {
            var usual = form ? Usual : 1 - Usual;
            return Math.Log((set * (form == sign ? ((1 - Edited) / usual) + Edited : Edited)) + 1 - set);
        }

        private static Source[] Own(Source[] sources, RequestDraws draws) => Array.FindAll(sources, s => draws.Marks(s.Marked));
    }
}
